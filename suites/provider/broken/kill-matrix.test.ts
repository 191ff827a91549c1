import { describe, expect, test } from "vitest";
import { parseRules } from "../../../contracts/index.ts";
import { checks } from "../index.ts";
import { oneInstance } from "./arrangement.ts";
import { examine } from "./examine.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./index.ts";
import { parcelsRules } from "./rules.ts";

const rules = await parseRules(parcelsRules, "rules.arazzo.json");

// What a fault must not touch is looked at in one operation that creates and one that reads.
const others = ["createParcel", "getParcel"];
const isWhole = ["business-validation", "leaves-no-track"];
const selection = ({ guarantee, caughtBy }: Fault) => [
  ...caughtBy.map((way) => `${guarantee}/${way}`),
  ...checks
    .map((check) => check.guarantee)
    .filter((other) => other !== guarantee)
    .flatMap((other) => (isWhole.includes(other) ? other : others.map((operation) => `${other}@${operation}`))),
];

describe("the kill matrix", () => {
  test.each([...new Set([oneInstance, ...faults.map(({ arrangement = oneInstance }) => arrangement)])])(
    "the correct provider passes every check and keeps nothing",
    async (arrangement) => {
      const { findings, exercised, residue } = await examine(checks, { rules, arrangement });
      expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")).toEqual([]);
      expect(residue).toEqual([]);
      const shown = faults.filter((fault) => (fault.arrangement ?? oneInstance) === arrangement);
      expect([...exercised]).toEqual(expect.arrayContaining(shown.map(({ guarantee }) => guarantee)));
    },
  );

  test.each(faults.map((fault) => [fault.guarantee, fault.name, fault] as const))(
    "%s, and no other check, catches a provider that %s",
    async (_guarantee, _name, fault) => {
      const { guarantee, caughtBy, alsoBreaks = {}, change, arrangement = oneInstance } = fault;
      const { broken, failed } = await examine(checks, { change, arrangement, rules, only: selection(fault) });
      const expected = checks.map((check) => check.guarantee).filter((one) => one === guarantee || one in alsoBreaks);
      expect([...broken].sort()).toEqual(expected.sort());
      expect([...failed]).toEqual(expect.arrayContaining(caughtBy.map((way) => `${guarantee}/${way}`)));
    },
  );

  test("every way of refutation has a provider that it catches", () => {
    const caught = new Set(faults.flatMap(({ guarantee, caughtBy }) => caughtBy.map((way) => `${guarantee}/${way}`)));
    // Responses and rules are those of the contract; the clean-up is broken in cleaner.test.ts.
    const own = ["output-validation", "business-validation", "leaves-no-track"];
    const ways = checks
      .filter(({ guarantee }) => !own.includes(guarantee))
      .flatMap((check) => check.ways({} as never, {} as never).map((way) => `${check.guarantee}/${way}`));
    expect(ways.filter((way) => !caught.has(way))).toEqual([]);
  });
});
