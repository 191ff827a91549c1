import type { IncomingMessage } from "node:http";
import { TercetError } from "../../../contracts/index.ts";
import { oneContentAVersion } from "../store/conflict.ts";
import type { Authenticate } from "./access.ts";
import { readJson } from "./body.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import { Problem } from "./problem.ts";
import type { BrokerMeans, Found, Reply } from "./route.ts";
import type { Throttle } from "./throttle.ts";
import { createUrls } from "./urls.ts";

/** What requests go through, in this order. */
export interface Stages extends BrokerMeans {
  readonly authenticate: Authenticate;
  readonly throttle: Throttle;
  /** For what writes. */
  readonly oneAtATime: OneAtATime;
  readonly route: (method: string, pathname: string) => Found;
  /** The address in links; none: the one that the request was sent to. */
  readonly publicUrl: string | undefined;
  /** Told of what should not happen; never of what a caller did wrong. */
  readonly report: (error: unknown) => void;
}

/** An answer that can be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

const securityHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'",
};

/** Answers one request, whatever happens. */
export async function answer(stages: Stages, request: IncomingMessage): Promise<Answer> {
  const headers: Record<string, string> = { ...securityHeaders };
  try {
    const {
      status = 200,
      body,
      headers: own = {},
      contentType = "application/hal+json",
    } = await reply(stages, request, headers);
    return { status, headers: { ...headers, ...own, "content-type": `${contentType}; charset=utf-8` }, body };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) stages.report(error);
    return {
      status: problem.status,
      headers: { ...headers, ...problem.headers, "content-type": problemType(problem, request.headers.accept) },
      body: problem.toJSON(),
    };
  }
}

async function reply(stages: Stages, request: IncomingMessage, headers: Record<string, string>): Promise<Reply> {
  const address = request.socket.remoteAddress ?? "";
  await stages.throttle.admit(address);
  const client = await identify(stages, request, address);
  Object.assign(headers, await stages.throttle.count(client.name));
  const { pathname, searchParams: query } = targetOf(request);
  const { route, path } = stages.route(request.method ?? "", pathname);
  if (route.role === "write" && client.role !== "write") {
    throw new Problem(403, "Not allowed", `${client.name} may only read.`);
  }
  requireAcceptable(request.headers.accept);
  const body = route.method === "GET" ? undefined : await readJson(request);
  const { store, clock, policy, configured } = stages;
  const urls = createUrls(stages.publicUrl ?? `http${isEncrypted(request) ? "s" : ""}://${request.headers.host ?? ""}`);
  const call = { store, clock, policy, configured, path, query, body, urls };
  return route.role === "write" ? stages.oneAtATime(() => route.handle(call)) : route.handle(call);
}

async function identify({ authenticate, throttle }: Stages, request: IncomingMessage, address: string) {
  try {
    return authenticate(request.headers.authorization);
  } catch (error) {
    await throttle.countFailure(address);
    throw error;
  }
}

function targetOf(request: IncomingMessage): URL {
  const target = request.url ?? "/";
  if (URL.canParse(target, "http://broker")) return new URL(target, "http://broker");
  throw new Problem(400, "Malformed target", "The request's target is no path.");
}

function isEncrypted(request: IncomingMessage): boolean {
  return "encrypted" in request.socket && request.socket.encrypted === true;
}

/** Stock clients ask for `application/hal+json`, `application/json`, `* / *`, or say nothing. */
function requireAcceptable(accept = ""): void {
  const ranges = accept.split(",").map((range) => range.split(";")[0]?.trim().toLowerCase() ?? "");
  const known = ["", "*/*", "application/*", "application/json", "application/hal+json", "application/health+json"];
  if (ranges.some((range) => known.includes(range) || /^application\/[\w.-]+\+json$/.test(range))) return;
  throw new Problem(406, "Not acceptable", "The answer is application/hal+json.");
}

/** Statuses that tell a stock client what it did wrong. */
const told = [400, 404, 409];

/**
 * Problems are `application/problem+json` (RFC 9457). Stock clients of the Pact Broker show what is in it only where it
 * comes in the type that they ask for by name.
 */
function problemType({ status }: Problem, accept = ""): string {
  const asksForHal = accept.includes("application/hal+json") && !accept.includes("application/problem+json");
  return asksForHal && told.includes(status) ? "application/hal+json" : "application/problem+json";
}

/** What is thrown on purpose is told to the caller; of a defect it learns nothing. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof TercetError)) return new Problem(500, "Defect", "The broker met a defect of its own.");
  if (error.code === "surroundings") {
    return new Problem(503, "Store out of reach", "The ledger of facts is out of reach: try again.", {
      headers: { "retry-after": "1" },
    });
  }
  const status = error.place.rule === oneContentAVersion ? 409 : 400;
  return new Problem(status, status === 409 ? "Conflict" : "Cannot be used", error.message);
}
