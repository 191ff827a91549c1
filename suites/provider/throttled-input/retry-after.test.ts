import { describe, expect, test } from "vitest";
import { retryAfterOf } from "./retry-after.ts";

const limit = { requests: 100, windowSeconds: 1 };
const date = "Mon, 23 Nov 2026 12:00:00 GMT";
const read = (headers: Record<string, string | string[]>) => retryAfterOf({ status: 429, headers, body: "" }, limit);

describe("retryAfterOf", () => {
  test.each([
    ["seconds", { "retry-after": "3" }, 3],
    ["a date, by the clock of who wrote it", { "retry-after": "Mon, 23 Nov 2026 12:00:30 GMT", date }, 30],
    ["a date that is rounded down to now", { "retry-after": date, date }, 0],
    ["a minute where windows are short", { "retry-after": "60" }, 60],
  ])("reads %s", (_what, headers, seconds) => {
    expect(read(headers)).toBe(seconds);
  });

  test.each([
    ["none", {}, /no Retry-After/],
    ["two", { "retry-after": ["1", "2"] }, /several/],
    ["no wait", { "retry-after": "0" }, /no wait at all/],
    ["a past date", { "retry-after": "Mon, 23 Nov 2026 11:59:00 GMT", date }, /no wait at all/],
    ["a fraction", { "retry-after": "0.5" }, /neither seconds nor an HTTP date/],
    ["an ISO date", { "retry-after": "2026-11-23T12:00:30Z", date }, /neither seconds nor an HTTP date/],
    ["tomorrow", { "retry-after": "86400" }, /asks for 86400 s/],
  ])("finds %s", (_what, headers, fault) => {
    expect(read(headers)).toMatch(fault);
  });

  test("lets a long window ask for a long wait", () => {
    const response = { status: 429, headers: { "retry-after": "3000" }, body: "" };
    expect(retryAfterOf(response, { requests: 100, windowSeconds: 3600 })).toBe(3000);
  });
});
