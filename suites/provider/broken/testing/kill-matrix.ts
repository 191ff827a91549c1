import { describe, expect, test } from "vitest";
import { type Guarantee, parseRules } from "../../../../contracts/index.ts";
import { checks } from "../../index.ts";
import { type Arrangement, oneInstance } from "../arrangement.ts";
import { examine } from "../examine.ts";
import type { Fault } from "../fault.ts";
import { faults } from "../index.ts";
import { parcelsRules } from "../rules.ts";

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

/**
 * States one row of the kill matrix: each provider that is known to break the guarantee is caught by it and by no other
 * check, and the correct provider passes every check in the surroundings that these need. A test file each, so that they run
 * side by side.
 */
export function killMatrix(guarantee: Guarantee): void {
  const own = faults.filter((fault) => fault.guarantee === guarantee);
  const arrangements = new Set(own.flatMap(({ arrangement }) => arrangement ?? []));

  describe(`the kill matrix: ${guarantee}`, () => {
    if (arrangements.size > 0) test.each([...arrangements])("the correct provider passes every check", passesAll);

    test.each(own.map((fault) => [fault.name, fault] as const))("catches a provider that %s", async (_name, fault) => {
      const { caughtBy, alsoBreaks = {}, change, arrangement = oneInstance, document } = fault;
      const other = document === undefined ? {} : { document };
      const { broken, failed } = await examine(checks, {
        change,
        arrangement,
        rules,
        only: selection(fault),
        ...other,
      });
      const expected = checks.map((check) => check.guarantee).filter((one) => one === guarantee || one in alsoBreaks);
      expect([...broken].sort()).toEqual(expected.sort());
      expect([...failed]).toEqual(expect.arrayContaining(caughtBy.map((way) => `${guarantee}/${way}`)));
    });
  });
}

/** The correct provider passes every check, keeps nothing, and what is broken in these surroundings is exercised there. */
export async function passesAll(arrangement: Arrangement): Promise<void> {
  const { findings, exercised, residue } = await examine(checks, { rules, arrangement });
  expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")).toEqual([]);
  expect(residue).toEqual([]);
  const shown = faults.filter((fault) => (fault.arrangement ?? oneInstance) === arrangement);
  expect([...exercised]).toEqual(expect.arrayContaining(shown.map(({ guarantee }) => guarantee)));
}
