import type { ServerResponse } from "node:http";
import type { Fault } from "./fault.ts";
import type { Answer, Request } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "output-validation";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

/** Changes the answers of putDepot that have a status; no business rule looks at depots. */
const answering =
  (status: number, change: (answer: Answer, request: Request) => Answer): Change =>
  (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      const isMeant = request.method === "PUT" && request.path.startsWith("/v1/depots/") && answer.status === status;
      return isMeant ? change(answer, request) : answer;
    },
  });
const opened = (change: (depot: Record<string, unknown>) => unknown): Change =>
  answering(201, (answer) => ({ ...answer, body: change(answer.body as Record<string, unknown>) }));

/** Writes the answer to getParcel in another way than HTTP demands. */
const writing =
  (write: (response: ServerResponse, answer: Answer) => void): Change =>
  (parts) => ({
    send(answer, response) {
      const isRead =
        response.req.method === "GET" && response.req.url?.startsWith("/v1/parcels/") && answer.status === 200;
      if (isRead) write(response, answer);
      else parts.send(answer, response);
    },
  });

/** Providers that send what their contract does not say. */
export const outputFaults: readonly Fault[] = [
  fault(
    "answers-with-an-undeclared-status",
    ["undeclared"],
    answering(201, (answer) => ({ ...answer, status: 202 })),
  ),
  fault(
    "leaves-a-required-header-out",
    ["response-201"],
    answering(201, ({ headers: { location: _location, ...headers }, ...answer }) => ({ ...answer, headers })),
  ),
  fault(
    "sends-a-header-that-does-not-fit",
    ["response-201"],
    answering(201, (answer) => ({ ...answer, headers: { ...answer.headers, location: "depots" } })),
  ),
  fault(
    "sends-another-json-media-type",
    ["response-201"],
    answering(201, (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "application/vnd.depots+json" },
    })),
  ),
  fault(
    "sends-latin-1",
    ["response-201"],
    answering(201, (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "application/json; charset=iso-8859-1" },
    })),
  ),
  fault(
    "sends-something-that-is-no-json",
    ["response-201"],
    answering(201, (answer) => ({ ...answer, body: "{'id': 1}" })),
    {},
  ),
  fault(
    "sends-a-byte-order-mark",
    ["response-201"],
    answering(201, (answer) => ({ ...answer, body: `\uFEFF${JSON.stringify(answer.body)}` })),
  ),
  fault(
    "leaves-a-required-member-out",
    ["response-201"],
    opened(({ capacity: _capacity, ...depot }) => depot),
  ),
  fault(
    "sends-a-member-that-is-not-declared",
    ["response-201"],
    opened((depot) => ({ ...depot, internalNote: "rats in the cellar" })),
  ),
  fault(
    "sends-a-number-as-text",
    ["response-201"],
    opened((depot) => ({ ...depot, capacity: String(depot.capacity) })),
  ),
  fault(
    "sends-null-for-what-it-does-not-know",
    ["response-201"],
    opened((depot) => ({ ...depot, name: null })),
  ),
  fault(
    "sends-a-value-out-of-bounds",
    ["response-201"],
    opened((depot) => ({ ...depot, capacity: 0 })),
  ),
  fault(
    "sends-no-body-where-one-is-declared",
    ["response-201"],
    answering(201, ({ status, headers: { "content-type": _type, ...headers } }) => ({ status, headers })),
  ),
  fault("sends-a-problem-that-is-none", ["response-406"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      return answer.status === 406 ? { ...answer, body: { error: "refused" } } : answer;
    },
  })),
  fault("announces-a-body-with-204", ["response-204"], (parts) => ({
    send(answer, response) {
      parts.send(answer.status === 204 ? { ...answer, headers: { "content-length": "2" } } : answer, response);
    },
  })),
  fault(
    "answers-without-end",
    ["undeclared"],
    writing((response) => {
      const piece = "x".repeat(64 * 1024);
      response.writeHead(200, { "content-type": "application/json" });
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on("drain", more);
      more();
    }),
  ),
  fault(
    "answers-something-else-than-http",
    ["undeclared"],
    writing((response) => void response.socket?.end("tercet\r\n\r\n")),
  ),
  fault(
    "breaks-off-in-the-middle",
    ["undeclared"],
    writing((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("{", () => response.destroy());
    }),
  ),
];
