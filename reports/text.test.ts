import { expect, test } from "vitest";
import { formatDuration, plain, shorten, verdictSentence } from "./text.ts";

test("escape sequences, carriage returns and direction marks of a service cannot act in a terminal", () => {
  expect(plain("a\x1b[31mred\rover\u202eback\u009bm")).toBe("a␛[31mred␍over\ufffdback\ufffdm");
  expect(plain("two\r\nlines\tand a tab")).toBe("two\nlines\tand a tab");
});

test("what a CI system would take for an order is broken up, other text is left alone", () => {
  expect(plain("::error::x\n  ::set-output name=a::b")).toBe(": :error::x\n  : :set-output name=a::b");
  expect(plain("##[section]a ##vso[task.complete]b")).toBe("# #[section]a # #vso[task.complete]b");
  expect(plain("a::b # c ## d [e]")).toBe("a::b # c ## d [e]");
});

test("a text is cut between characters, never inside one", () => {
  expect(shorten("🍏🍏🍏", 2)).toBe("🍏🍏… (1 more characters)");
  expect(shorten("abc", 3)).toBe("abc");
});

test.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min 0 s"],
  [125_000, "2 min 5 s"],
])("%d milliseconds are written %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test("the verdict of a run is a sentence with the numbers behind it", () => {
  const counts = { pass: 8, fail: 0, inconclusive: 0, skipped: 3 };
  expect(verdictSentence("pass", counts)).toBe("Passed: 8 cases passed, 3 skipped.");
  expect(verdictSentence("fail", { ...counts, fail: 1 })).toBe("Failed: 1 of 12 cases failed, 3 skipped, 8 passed.");
  expect(verdictSentence("inconclusive", { ...counts, inconclusive: 2 })).toContain(
    "2 of 13 cases could not be judged",
  );
  expect(verdictSentence("inconclusive", counts)).toContain("was not finished");
  expect(verdictSentence("skipped", { pass: 0, fail: 0, inconclusive: 0, skipped: 0 })).toBe(
    "Skipped: nothing was run.",
  );
});
