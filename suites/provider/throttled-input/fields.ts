import { type BareItem, type Item, ParseError, parseDictionary, parseList } from "structured-headers";
import type { HttpResponse } from "../../kit/exchange.ts";
import type { Limit } from "./limit.ts";

/** What the rate-limit fields of an answer say. */
export interface RateLimitFields {
  /** Requests that are left, of each policy that is told of; empty where there are no such fields. */
  readonly remaining: readonly number[];
  /** What is wrong with them, one clause each. */
  readonly faults: readonly string[];
}

/**
 * Reads the fields in the form of the newest draft (RateLimit, RateLimit-Policy: lists, draft-ietf-httpapi-ratelimit-headers-11
 * §3 and §4), or of an earlier one that is in wide use: `RateLimit: limit=…, remaining=…, reset=…` (-07), and
 * RateLimit-Limit, -Remaining and -Reset (-06 and before).
 */
export function rateLimitFields({ headers }: HttpResponse, limit: Limit): RateLimitFields {
  const field = (name: string) => (headers[name] === undefined ? undefined : [headers[name]].flat().join(", "));
  const [current, policy] = [field("ratelimit"), field("ratelimit-policy")];
  const read = current === undefined ? readThreeFields(field) : readCurrent(current);
  return { ...read, faults: [...read.faults, ...(policy === undefined ? [] : faultsOfPolicy(policy, limit))] };
}

function readCurrent(value: string): RateLimitFields {
  const combined = attempt(() => parseDictionary(value));
  if (combined?.has("remaining")) return readCombined(combined);
  const items = attempt(() => parseList(value));
  if (items === undefined || items.length === 0) {
    return { remaining: [], faults: [`RateLimit is no list of items (RFC 9651 §3.1): ${value}`] };
  }
  const faults: string[] = [];
  const remaining: number[] = [];
  for (const [name, parameters] of items as readonly Item[]) {
    const [left, seconds] = [parameters.get("r"), parameters.get("t")];
    if (typeof name !== "string") faults.push("RateLimit names a policy by something else than a string");
    if (isCount(left)) remaining.push(left);
    else faults.push("RateLimit has an item without a parameter r that is a non-negative integer");
    if (seconds !== undefined && !isCount(seconds)) faults.push("RateLimit has a parameter t that is no integer");
  }
  return { remaining, faults };
}

function readCombined(members: ReturnType<typeof parseDictionary>): RateLimitFields {
  const value = (name: string) => members.get(name)?.[0];
  const [left, reset] = [value("remaining"), value("reset")];
  return {
    remaining: isCount(left) ? [left] : [],
    faults: [
      ...(isCount(left) ? [] : ["RateLimit has a member remaining that is no non-negative integer"]),
      ...(reset === undefined || isCount(reset) ? [] : ["RateLimit has a member reset that is no integer"]),
    ],
  };
}

function readThreeFields(field: (name: string) => string | undefined): RateLimitFields {
  const [left, reset] = [field("ratelimit-remaining"), field("ratelimit-reset")];
  if (left === undefined && reset === undefined) return { remaining: [], faults: [] };
  const digits = (value: string | undefined) => value !== undefined && /^\d{1,15}$/.test(value.trim());
  return {
    remaining: digits(left) ? [Number(left)] : [],
    faults: [
      ...(digits(left) ? [] : ["RateLimit-Remaining is no non-negative integer"]),
      ...(digits(reset) ? [] : ["RateLimit-Reset is no non-negative integer"]),
    ],
  };
}

/** A policy that speaks of requests within the declared window must speak of as many as the contract. */
function faultsOfPolicy(value: string, { requests, windowSeconds }: Limit): string[] {
  const items = attempt(() => parseList(value)) as readonly Item[] | undefined;
  if (items === undefined || items.length === 0) return [`RateLimit-Policy is no list of items: ${value}`];
  // Before draft -08 the item was the quota itself: `100;w=60`.
  const policies = items.map(([name, parameters]) => ({
    quota: typeof name === "number" ? name : parameters.get("q"),
    window: parameters.get("w"),
    unit: parameters.get("qu") ?? "requests",
  }));
  if (policies.some(({ quota }) => !isCount(quota))) {
    return ["RateLimit-Policy has an item without a parameter q that is a non-negative integer"];
  }
  if (policies.some(({ window }) => window !== undefined && !(isCount(window) && window > 0))) {
    return ["RateLimit-Policy has a parameter w that is no positive integer"];
  }
  const alike = policies.filter(({ window, unit }) => window === windowSeconds && unit === "requests");
  return alike.length === 0 || alike.some(({ quota }) => quota === requests)
    ? []
    : [`RateLimit-Policy tells of ${alike[0]?.quota} requests in ${windowSeconds} s, and the contract of ${requests}`];
}

const isCount = (value: BareItem | readonly Item[] | undefined): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0;

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}
