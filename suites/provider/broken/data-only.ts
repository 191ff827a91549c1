import type { Fault } from "./fault.ts";
import type { Answer, Request } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "data-only";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee,
  caughtBy,
  change,
});

/** Adds header fields to every answer that `applies`. */
const sending =
  (headers: Answer["headers"], applies: (answer: Answer) => boolean = () => true): Change =>
  (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      return applies(answer) ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
    },
  });

/** Explains a refusal, in a member that the contract declares. */
const explaining =
  (message: string, applies: (answer: Answer, request: Request) => boolean): Change =>
  (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      if (!applies(answer, request)) return answer;
      return { ...answer, body: { ...(answer.body as object), errors: [{ pointer: "", message }] } };
    },
  });
const onMalformedJson = ({ status }: Answer, { method }: Request) => status === 400 && method !== "GET";

/** Providers that tell what they are made of. */
export const disclosureFaults: readonly Fault[] = [
  fault("names-its-server", ["server-banner"], sending({ server: "Apache/2.4.57 (Debian)" })),
  fault(
    "names-its-framework-in-errors",
    ["server-banner"],
    sending({ "x-powered-by": "Express" }, ({ status }) => status === 401),
  ),
  fault(
    "shows-a-stack-trace-of-node",
    ["stack-trace", "file-path"],
    explaining(
      "SyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)\n    at parse (file:///srv/parcels/input.js:12:31)",
      onMalformedJson,
    ),
  ),
  fault(
    "shows-a-stack-trace-of-java",
    ["stack-trace"],
    explaining(
      "com.fasterxml.jackson.core.JsonParseException at example.parcels.Input.parse(Input.java:71)",
      onMalformedJson,
    ),
  ),
  fault(
    "shows-a-stack-trace-of-python",
    ["stack-trace"],
    explaining('Traceback (most recent call last):\n  File "parcels.py", line 71, in parse', onMalformedJson),
  ),
  fault(
    "names-the-machine-that-answers",
    ["internal-host"],
    sending({ "x-served-by": "parcels-7d9f4.prod.internal:8080" }),
  ),
  fault(
    "tells-why-the-database-is-away",
    ["internal-host"],
    explaining("connect ECONNREFUSED 10.0.3.17:5432", ({ status }) => status === 404),
  ),
  fault(
    "hands-on-what-the-database-says",
    ["sql"],
    explaining(
      'invalid input syntax for type uuid: "tercet"',
      ({ status }, { method }) => status === 400 && method === "GET",
    ),
  ),
  fault(
    "shows-its-statement",
    ["sql"],
    explaining("SELECT id, owner FROM parcels WHERE id = $1", ({ status }) => status === 400),
  ),
  fault(
    "wraps-a-page-in-a-problem",
    ["html"],
    explaining("<!DOCTYPE html><html><body>Bad Request</body></html>", onMalformedJson),
  ),
  fault(
    "tells-where-its-files-lie",
    ["file-path"],
    explaining(
      "ENOENT: no such file or directory, open '/srv/parcels/static/index.html'",
      ({ status }) => status === 404,
    ),
  ),
];
