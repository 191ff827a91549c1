import type { ServerResponse } from "node:http";
import type { TokenKeys } from "../../kit/identity.ts";
import { type AuthenticationParts, authenticate, createAuthentication } from "./authentication.ts";
import { type Input, isJsonRequest, type OperationName, parseBody, validateInput } from "./input.ts";
import { type Answer, type Caller, problem, Refusal, type Request } from "./messages.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { type BusinessParts, business, type Perform, perform } from "./operations.ts";
import { type Match, matchPath, type Route, routes } from "./routes.ts";
import { createStore, type Store } from "./store.ts";
import { type TlsParts, tls } from "./tls.ts";

/** All the steps of the provider; a fault replaces one or a few of them. */
export interface Parts extends AuthenticationParts, BusinessParts {
  readonly keys: TokenKeys;
  readonly store: Store;
  /** Whether the caller has a role that the operation asks for. */
  authorize(route: Route, caller: Caller): boolean;
  /** Whether the media type that the client accepts can be given, RFC 9110 §12.5.1. */
  accepts(request: Request, produces: Route["produces"]): boolean;
  /** Whether the body's media type is taken. */
  consumes(request: Request): boolean;
  /** Reads a body; throws the refusal. */
  parse(body: Buffer): unknown;
  /** Holds parameters and body against what the operation takes; throws the refusal. */
  validate(operation: OperationName, input: Input): Input;
  /** Does what the operation is for. */
  perform: Perform;
  /** The whole way from request to answer. */
  handle(request: Request, parts: Parts): Promise<Answer>;
  /** Writes the answer. */
  send(answer: Answer, response: ServerResponse): void;
  readonly metrics: Metrics;
  /** How connections are secured, in an arrangement over HTTPS. */
  readonly tls: TlsParts;
}

/** The correct parts. */
export async function createParts(keys: TokenKeys): Promise<Parts> {
  return {
    ...(await createAuthentication(keys)),
    ...business,
    keys,
    store: createStore(),
    authorize: (route, caller) => route.roles?.some((role) => caller.roles.includes(role)) ?? true,
    accepts(request, produces) {
      const ranges = (request.headers.accept ?? "*/*").split(",").map((range) => range.split(";")[0]?.trim());
      return ranges.some((range) => range === "*/*" || range === produces || range === `${produces.split("/")[0]}/*`);
    },
    consumes: isJsonRequest,
    parse: parseBody,
    validate: validateInput,
    perform,
    handle,
    send(answer, response) {
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status, answer.headers).end(body);
    },
    metrics: createMetrics(),
    tls,
  };
}

/** The way of a request: who, where, what may be answered, may they, what do they send, is it allowed. */
async function handle(request: Request, parts: Parts): Promise<Answer> {
  try {
    const matches = matchPath(request.path);
    const match = matches.find(({ route }) => route.method === request.method);
    const isPublic = match !== undefined && match.route.roles === undefined;
    const caller = isPublic ? { subject: "", roles: [] } : await authenticate(parts, request);
    if (match === undefined) throw unknownRoute(matches);
    const { route, path } = match;
    if (!parts.accepts(request, route.produces)) throw new Refusal(406, "not-acceptable");
    if (!parts.authorize(route, caller)) throw new Refusal(403, "forbidden");
    const hasBody = route.method === "POST" || route.method === "PUT";
    if (hasBody && !parts.consumes(request)) throw new Refusal(415, "unsupported-media-type");
    const body = hasBody ? parts.parse(request.body) : undefined;
    const input = parts.validate(route.operation, {
      path,
      query: queryOf(request.query),
      headers: request.headers,
      body,
    });
    return parts.perform(route.operation, input, {
      caller,
      store: parts.store,
      business: parts,
      metrics: parts.metrics,
    });
  } catch (error) {
    return problem(error instanceof Refusal ? error : new Refusal(500, "internal-error"));
  }
}

/** A parameter that is given several times becomes a list, which no operation takes. */
function queryOf(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function unknownRoute(matches: readonly Match[]): Refusal {
  if (matches.length === 0) return new Refusal(404, "not-found");
  const allowed = routes.filter(({ path }) => path === matches[0]?.route.path).map(({ method }) => method);
  return new Refusal(405, "method-not-allowed", { headers: { allow: allowed.join(", ") } });
}
