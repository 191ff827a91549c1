import type { Fault } from "./fault.ts";
import type { Answer, Request } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "json-only";
const undeclared = { "output-validation": "the media type is not declared either" };
const pageForAll = { ...undeclared, "data-only": "a page is no data either" };
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

/** Answers some requests another way. */
const answering =
  (change: (answer: Answer, request: Request) => Answer | undefined): Change =>
  (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      return change(answer, request) ?? answer;
    },
  });

const page = (status: number): Answer => ({
  status,
  headers: { "content-type": "text/html", "www-authenticate": "Bearer" },
  body: `<h1>${status}</h1>`,
});

/** Providers that speak something else than JSON now and then. */
export const jsonFaults: readonly Fault[] = [
  fault(
    "shows-a-page-for-unknown-paths",
    ["unknown-path"],
    answering(({ status }, { path }) => (path.includes("unknown") && status === 404 ? page(404) : undefined)),
  ),
  fault(
    "serves-an-index-page",
    ["unknown-path"],
    answering((_answer, { path }) => (path === "/index.html" ? page(200) : undefined)),
  ),
  fault(
    "shows-a-page-for-unknown-methods",
    ["unknown-method"],
    answering(({ status }) => (status === 405 ? page(405) : undefined)),
  ),
  fault(
    "shows-a-login-page",
    ["unauthenticated"],
    answering(({ status }) => (status === 401 ? page(401) : undefined)),
    pageForAll,
  ),
  fault(
    "calls-its-json-text",
    ["success", "any-accept"],
    answering(({ status, headers, body }) =>
      status < 300 && headers["content-type"] === "application/json"
        ? { status, headers: { ...headers, "content-type": "text/plain" }, body }
        : undefined,
    ),
    undeclared,
  ),
  fault(
    "does-not-say-what-it-answers",
    ["success"],
    answering(({ status, headers: { "content-type": _type, ...headers }, body }) =>
      status < 300 && body !== undefined ? { status, headers, body } : undefined,
    ),
    undeclared,
  ),
  fault("ignores-what-the-client-accepts", ["not-acceptable"], () => ({ accepts: () => true })),
  fault(
    "gives-pages-to-who-asks-for-them",
    ["not-acceptable"],
    (parts) => ({
      accepts: (request, produces) => request.headers.accept === "text/html" || parts.accepts(request, produces),
      handle: async (request, all) => (request.headers.accept === "text/html" ? page(200) : parts.handle(request, all)),
    }),
    pageForAll,
  ),
  fault("demands-an-accept-header", ["any-accept"], (parts) => ({
    accepts: (request, produces) => request.headers.accept !== undefined && parts.accepts(request, produces),
  })),
  fault(
    "says-not-acceptable-in-plain-text",
    ["not-acceptable"],
    answering(({ status }) =>
      status === 406 ? { status, headers: { "content-type": "text/plain" }, body: "Not Acceptable" } : undefined,
    ),
    undeclared,
  ),
  fault("reads-every-body-as-json", ["unsupported-media-type"], () => ({ consumes: () => true }), {
    "input-validation": "another media type is refused as malformed JSON instead of 415",
  }),
  fault(
    "takes-text-for-json",
    ["unsupported-media-type"],
    (parts) => ({
      consumes: (request) => parts.consumes(request) || request.headers["content-type"] === "text/plain",
    }),
    { "input-validation": "another media type is refused as malformed JSON instead of 415" },
  ),
  fault("refuses-other-bodies-with-400", ["unsupported-media-type"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      return answer.status === 415
        ? { ...answer, status: 400, body: { ...(answer.body as object), status: 400 } }
        : answer;
    },
  })),
];
