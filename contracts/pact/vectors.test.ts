import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type MatchedPart, matchPart } from "./match-part.ts";
import type { PactSpecification } from "./pact.ts";

/** Vectors of the Pact specification, where they lie beside this repository; without them the tests are skipped. */
const folder = new URL("../../../shared/vectors/", import.meta.url);

interface Vector {
  readonly id: string;
  readonly part: MatchedPart;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly match: boolean;
}

describe.each<[string, PactSpecification]>([
  ["pact-v1.ndjson", "1.0.0"],
  ["pact-v1.1.ndjson", "1.1.0"],
  ["pact-v2.ndjson", "2.0.0"],
  ["pact-v3.ndjson", "3.0.0"],
])("%s", (name, specification) => {
  const file = new URL(name, folder);
  test.skipIf(!existsSync(file))("agrees with every vector of the specification", () => {
    const vectors = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Vector);
    const wrong = vectors.filter(
      ({ part, expected, actual, match }) => matchPart(part, expected, actual, specification).match !== match,
    );
    expect(vectors.length).toBeGreaterThan(70);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
