import { isObject } from "../../../contracts/index.ts";
import type { Exchange, HttpResponse } from "../../kit/exchange.ts";
import { contentOf } from "../idempotent-messages/answers.ts";

/**
 * From this freshness on an answer counts as one that never expires: RFC 2616 §14.21 marked such answers by "approximately
 * one year".
 */
const neverSeconds = 360 * 24 * 60 * 60;

/** Members that say when the object that has them ends. Dates of the business (`validUntil`, `expiryDate` of a card) are none. */
const member =
  /^(?:expires|expires_?(?:at|in)|ttl|time_?to_?live)(?:_?(?:s|secs?|seconds|ms|millis|milliseconds|minutes|hours|days))?$/i;

/**
 * How an answer says that the state which it shows will end; undefined where it does not.
 *
 * A `Sunset` (RFC 8594) and a member such as `expiresAt` speak of the object itself. `Expires` and `max-age` speak of the
 * representation, and yet of this: RFC 9111 §4.2.1 calls them its explicit expiration time. Until then caches hand it out for
 * the current state without asking, and after it the answer itself says that it must not be used. Current state has no such
 * time: it is asked for (`no-cache`, with an `ETag`), or not stored (`no-store`).
 */
export function expiryIn({ response }: Exchange): string | undefined {
  const { sunset } = response.headers;
  if (sunset !== undefined) return `its header Sunset says that it ends (${[sunset].flat().join(", ")})`;
  const seconds = freshnessSeconds(response);
  if (seconds > 0 && seconds < neverSeconds) {
    return `its header ${response.headers["cache-control"] === undefined ? "Expires" : "Cache-Control"} gives it an expiration time, ${Math.round(seconds)} s from now`;
  }
  const name = expiringMember(response.body);
  return name === undefined ? undefined : `its member ${name} says that it ends`;
}

/** For how long caches may take an answer for fresh because it says so, in seconds (RFC 9111 §4.2.1, §5.2.2, §5.3). */
export function freshnessSeconds({ headers }: Pick<HttpResponse, "headers">): number {
  const directives = new Map(
    [headers["cache-control"] ?? ""]
      .flat()
      .join(",")
      .split(",")
      .map((part): [string, string] => {
        const [name = "", value = ""] = part.trim().split("=");
        return [name.toLowerCase(), value.replaceAll('"', "")];
      }),
  );
  // With a value `no-cache` is about some header fields alone.
  if (directives.has("no-store") || directives.get("no-cache") === "") return 0;
  const ages = ["max-age", "s-maxage"].flatMap((name) => Number(directives.get(name) ?? Number.NaN));
  if (directives.has("max-age") || directives.has("s-maxage")) return Math.max(0, ...ages.filter(Number.isFinite));
  const expires = Date.parse(String([headers.expires ?? ""].flat()[0]));
  const date = Date.parse(String(headers.date ?? ""));
  // What is no date has passed, "0" above all (RFC 9111 §5.3).
  if (Number.isNaN(expires)) return 0;
  return Math.max(0, (expires - (Number.isNaN(date) ? Date.now() : date)) / 1000);
}

function expiringMember(body: string): string | undefined {
  const value = contentOf(body);
  if (!isObject(value)) return undefined;
  return Object.entries(value).find(([name, end]) => member.test(name.replaceAll("-", "_")) && isEnd(end))?.[0];
}

/** Nothing, 0, a negative time to live and the last of all years are how "never" is written. */
function isEnd(value: unknown): boolean {
  if (typeof value === "number") return value > 0;
  return typeof value === "string" && value !== "" && !value.startsWith("9999");
}
