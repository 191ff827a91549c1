import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTokens, parsePathExpression, pathExpression } from "./path-expression.ts";

test("what is written for names and indexes reads as the same steps", () => {
  const segment = fc.oneof(
    fc.nat(99),
    fc.string({ minLength: 1 }),
    fc.constantFrom("a b", "it's", "a.b", "\\", "$", "[0]", "*"),
  );
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const tokens = parsePathExpression(pathExpression(segments));
      const read = tokens?.map((token) =>
        token.kind === "index" ? token.index : token.kind === "name" ? token.name : token,
      );
      expect(read).toEqual(segments);
      expect(`$${formatTokens(tokens ?? [])}`).toBe(pathExpression(segments));
    }),
  );
});

test.each<[text: string, normal: string | undefined]>([
  ["$", "$"],
  ["", "$"],
  ["$.a[*].*", "$.a[*].*"],
  ["$['a b'][\"c\"].d-e", "$['a b'].c.d-e"],
  ["a.b", "$.a.b"],
  ["$[0][1]", "$[0][1]"],
  ["$.a[", undefined],
  ["$.a[]", undefined],
  ["$..a", undefined],
  ["$.a[-1]", undefined],
  ["$.", undefined],
])("%j", (text, normal) => {
  const tokens = parsePathExpression(text);
  expect(tokens && `$${formatTokens(tokens)}`).toBe(normal);
});
