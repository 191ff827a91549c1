import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { faults } from "../broken/index.ts";
import { checks } from "../index.ts";
import { command, renderReadme, samplesIn } from "./render.ts";
import { isSameSample, takeSample } from "./sample.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const contract = await parseContract(parcelsDocument, "parcels.json");
const samples = samplesIn(readme);

describe("suites/provider/README.md", () => {
  test(`says what the checks declare; \`${command}\` writes it again`, () => {
    expect(readme).toBe(renderReadme({ checks, faults, contract, samples }));
  });

  test("shows for each guarantee with known-bad providers how a failure looks", () => {
    const broken = checks
      .map(({ guarantee }) => guarantee)
      .filter((one) => faults.some((fault) => fault.guarantee === one));
    expect([...samples.keys()].sort()).toEqual(broken.sort());
  });

  test.each(checks.filter(({ guarantee }) => samples.has(guarantee)).map((check) => [check.guarantee, check] as const))(
    "shows what %s says of its first known-bad provider",
    async (guarantee, check) => {
      const sample = await takeSample(check, faults);
      expect(isSameSample(sample, samples.get(guarantee)), `${sample}`).toBe(true);
    },
  );
});
