import type { JsonObject } from "../../../../contracts/index.ts";
import type { Arrangement } from "../arrangement.ts";
import { authenticate } from "../authentication.ts";
import { parcelsDocument } from "../contract.ts";
import { type Decision, type Limiter, limiters } from "../limiters.ts";
import { type Answer, type Caller, problem, Refusal, type Request } from "../messages.ts";
import type { Parts } from "../parts.ts";
import { type Change, createProvider } from "../provider.ts";
import { matchPath } from "../routes.ts";

/** What each client is granted for each operation: little, and soon again. */
export const throttledLimit = { requests: 12, windowSeconds: 0.8 };

/** How requests are counted, and what is said of it; a fault replaces one of these. */
export interface Throttle {
  /** Whom a request counts for, on the instance with this number. */
  client(request: Request, caller: Caller, instance: number): string;
  readonly limiter: Limiter;
  /** Header fields of every answer. */
  fields(decision: Decision): Answer["headers"];
  refuse(decision: Decision): Refusal;
}

/** The provider's parts, and how it throttles. */
export interface ThrottledParts extends Parts {
  readonly throttle: Throttle;
}

const throttled = ["listParcels", "getDepot", "labelParcel"];
const { requests, windowSeconds } = throttledLimit;

/** Throttles as one should: each client for itself, over all instances. */
const throttle: Throttle = {
  client: (_request, { subject }) => subject,
  limiter: () => {
    throw new Error("made at the start");
  },
  fields: ({ remaining }) => ({
    "ratelimit-policy": `"client";q=${requests}`,
    ratelimit: `"client";r=${remaining};t=1`,
  }),
  refuse: ({ resetMilliseconds }) =>
    new Refusal(429, "too-many-requests", {
      headers: { "retry-after": String(Math.max(1, Math.ceil(resetMilliseconds / 1000))) },
    }),
};

/** Two instances that share what they hold and what they count, and limit three operations. */
export const throttledInstances: Arrangement = {
  document: withRateLimits(parcelsDocument),
  start: (change = () => ({})) => startWith(limiters["sliding log"] as (typeof limiters)[string], change),
};

/** A change of how the provider throttles. */
export function throttling(change: (throttle: Throttle) => Partial<Throttle>): Change {
  return (parts) => {
    const { throttle } = parts as ThrottledParts;
    return { throttle: { ...throttle, ...change(throttle) } } as Partial<ThrottledParts>;
  };
}

/** Starts the two instances with any way to keep the limit. */
export async function startWith(limiter: (typeof limiters)[string], change: Change) {
  const shared = limiter(requests, windowSeconds * 1000);
  const start = (instance: number, more: Partial<Parts>) =>
    createProvider((parts) => {
      const correct: ThrottledParts = { ...parts, ...more, throttle: { ...throttle, limiter: shared } };
      const changed: ThrottledParts = { ...correct, ...change(correct) };
      return { ...changed, handle: (request, all) => handle(request, { ...changed, ...all }, changed, instance) };
    });
  const first = await start(0, {});
  const second = await start(1, { store: first.parts.store });
  return {
    ...first,
    target: { urls: [...first.target.urls, ...second.target.urls] },
    async stop() {
      await Promise.all([first.stop(), second.stop()]);
    },
  };
}

async function handle(request: Request, parts: Parts, changed: ThrottledParts, instance: number): Promise<Answer> {
  const route = matchPath(request.path).find((match) => match.route.method === request.method)?.route;
  const caller = await callerOf(request, parts);
  if (caller === undefined || !throttled.includes(route?.operation ?? "")) return changed.handle(request, parts);
  const { client, limiter, fields, refuse } = changed.throttle;
  const decision = limiter(`${route?.operation} ${client(request, caller, instance)}`, performance.now());
  const answer = decision.isAllowed ? await changed.handle(request, parts) : problem(refuse(decision));
  return { ...answer, headers: { ...answer.headers, ...fields(decision) } };
}

/** Who is known by a token: looked up once, so that a burst is not held up. */
const callers = new Map<string | undefined, Promise<Caller | undefined>>();

function callerOf(request: Request, parts: Parts): Promise<Caller | undefined> {
  const { authorization } = request.headers;
  const known = callers.get(authorization) ?? authenticate(parts, request).catch(() => undefined);
  callers.set(authorization, known);
  return known;
}

/** The parcels' contract with a limit at each of the throttled operations. */
function withRateLimits(document: JsonObject): JsonObject {
  const refused = {
    description: "refused",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const limitOperation = (operation: JsonObject) => ({
    ...operation,
    "x-tercet": { rateLimit: throttledLimit },
    responses: { ...(operation.responses as JsonObject), "429": refused },
  });
  const paths = Object.entries(document.paths as Record<string, JsonObject>).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      const { operationId = "" } = operation as { operationId?: string };
      return [method, throttled.includes(operationId) ? limitOperation(operation as JsonObject) : operation];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
