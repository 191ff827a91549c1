import { describe, expect, test } from "vitest";
import { differenceBetween } from "./alike.ts";

const answer = (body: unknown, status = 200, origin = "http://a") => ({
  request: { method: "GET", url: `${origin}/v1/things`, headers: {} },
  response: { status, headers: { "x-instance": origin }, body: typeof body === "string" ? body : JSON.stringify(body) },
  durationMilliseconds: 1,
});

describe("differenceBetween", () => {
  test.each([
    ["the order of members", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["the order of a list", [{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }]],
    ["how a number is written", "[1.0]", "[1]"],
  ])("passes over %s", (_what, there, here) => {
    expect(differenceBetween(answer(there), answer(here))).toBeUndefined();
  });

  test("passes over the origin that each instance writes into its links", () => {
    const there = answer({ self: "http://b/v1/things/1" }, 200, "http://b");
    expect(differenceBetween(there, answer({ self: "http://a/v1/things/1" }))).toBeUndefined();
  });

  test("takes 404 and 410 for the same", () => {
    expect(differenceBetween(answer("", 404), answer("", 410))).toBeUndefined();
  });

  test("passes over what one instance answers in two ways itself", () => {
    const there = { id: 7, now: 3, seen: [1, 2] };
    const [here, again] = [
      { id: 7, now: 1, seen: [1] },
      { id: 7, now: 2, seen: [] },
    ];
    expect(differenceBetween(answer(there), answer(here), answer(again))).toBeUndefined();
  });

  test.each([
    ["the status", answer({}, 404), answer({ id: 7 }), "answers 404, and the other one 200"],
    ["a member", answer({ id: 7, label: "old" }), answer({ id: 7, label: "new" }), "answers 200 with another /label"],
    ["a missing member", answer({ id: 7 }), answer({ id: 7, label: "new" }), "answers 200 with another /label"],
    ["an item of a list", answer({ ids: [1] }), answer({ ids: [1, 2] }), "answers 200 with another /ids"],
    ["a text", answer("old"), answer("new"), "answers 200 with another body"],
  ])("tells %s", (_what, there, here, expected) => {
    expect(differenceBetween(there, here)).toBe(expected);
  });

  test("tells what is stale beside what changes by itself", () => {
    const [there, here, again] = [
      { now: 3, label: "old" },
      { now: 1, label: "new" },
      { now: 2, label: "new" },
    ].map((body) => answer(body));
    if (there === undefined || here === undefined) throw new TypeError("three answers");
    expect(differenceBetween(there, here, again)).toBe("answers 200 with another /label");
  });
});
