import type { HttpResponse } from "../../kit/exchange.ts";
import type { Limit } from "./limit.ts";

/** IMF-fixdate, RFC 9110 §5.6.7: the only form of a date that may be sent. */
const fixdate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** A wait is absurd beyond so many windows, and beyond so many seconds. */
const absurd = { windows: 10, seconds: 60 };

/** Seconds that an answer asks to wait (RFC 9110 §10.2.3), or a clause that says what is wrong with what it asks. */
export function retryAfterOf({ headers }: HttpResponse, limit: Limit): number | string {
  const value = headers["retry-after"];
  if (value === undefined) return "it has no Retry-After";
  if (typeof value !== "string") return "it has several Retry-After fields";
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value, headers.date);
  if (seconds === undefined) return `its Retry-After is "${value}", neither seconds nor an HTTP date`;
  if (value === "0" || seconds < 0 || /^0+$/.test(value)) return `its Retry-After, "${value}", asks for no wait at all`;
  const longest = Math.max(absurd.windows * limit.windowSeconds, absurd.seconds);
  return seconds > longest
    ? `its Retry-After asks for ${seconds} s, and a new window begins after ${limit.windowSeconds} s`
    : seconds;
}

/** A date is read by the clock of who wrote it, where the answer shows that. */
function secondsUntil(value: string, date: HttpResponse["headers"][string] | undefined): number | undefined {
  if (!fixdate.test(value)) return undefined;
  const now = typeof date === "string" && fixdate.test(date) ? Date.parse(date) : Date.now();
  return (Date.parse(value) - now) / 1000;
}
