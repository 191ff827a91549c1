import { describe, expect, test } from "vitest";
import { faultKinds, operations } from "./event.ts";
import { longestWord, wordMatcher } from "./words.ts";

const viewOf = (text: string) =>
  new DataView(new TextEncoder().encode(text.padEnd(text.length + longestWord, "\0")).buffer);

describe.each([operations, faultKinds, ["ok", "a\u007f"]])("words", (...words) => {
  const matcher = wordMatcher(words, '"');

  test("each is found, with its length, and only where it is closed", () => {
    words.forEach((word, place) => {
      expect(matcher.find(viewOf(`,${word}",`), 1)).toBe(place);
      expect(matcher.lengths[place]).toBe(word.length + 1);
      expect(matcher.find(viewOf(`${word}s"`), 0)).toBe(-1);
      expect(matcher.find(viewOf(word), 0)).toBe(-1);
    });
  });

  test("a word with another byte anywhere is none", () => {
    for (const word of words) {
      for (let at = 0; at < word.length; at++) {
        const changed = `${word.slice(0, at)}#${word.slice(at + 1)}"`;
        expect(matcher.find(viewOf(changed), 0)).toBe(-1);
      }
    }
  });
});

test("a word that is longer than can be looked at is refused", () => {
  expect(() => wordMatcher(["x".repeat(longestWord)], '"')).toThrow(RangeError);
});
