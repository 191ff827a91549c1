import { describe, expect, test } from "vitest";
import { retryAfterSeconds } from "./retry-after.ts";

describe("retryAfterSeconds", () => {
  test.each([
    ["3", 3],
    ["Wed, 01 Jan 2025 00:00:10 GMT", 10],
    ["Tue, 31 Dec 2024 00:00:00 GMT", 0],
    ["soon", undefined],
    [undefined, undefined],
  ])("reads %s", (value, seconds) => {
    expect(retryAfterSeconds(value, Date.parse("2025-01-01T00:00:00Z"))).toBe(seconds);
  });
});
