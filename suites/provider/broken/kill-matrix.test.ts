import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "../index.ts";
import { oneInstance } from "./arrangement.ts";
import { faults } from "./index.ts";
import { passesAll } from "./testing/kill-matrix.ts";

test("the correct provider passes every check", () => passesAll(oneInstance));

test("every way of refutation has a provider that it catches", () => {
  const caught = new Set(faults.flatMap(({ guarantee, caughtBy }) => caughtBy.map((way) => `${guarantee}/${way}`)));
  // Responses and rules are those of the contract; the clean-up is broken in cleaner.test.ts.
  const own = ["output-validation", "business-validation", "leaves-no-track"];
  const ways = checks
    .filter(({ guarantee }) => !own.includes(guarantee))
    .flatMap((check) => check.ways({} as never, {} as never).map((way) => `${check.guarantee}/${way}`));
  expect(ways.filter((way) => !caught.has(way))).toEqual([]);
});

test("every guarantee has its row of the matrix", () => {
  const rows = readdirSync(new URL("kill-matrix", import.meta.url)).map((file) =>
    file.replace(/\.(timed\.)?test\.ts$/, ""),
  );
  expect(rows.toSorted()).toEqual(checks.map(({ guarantee }) => guarantee).toSorted());
});
