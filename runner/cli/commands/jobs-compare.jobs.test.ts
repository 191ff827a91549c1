import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobComparison } from "../../engine/jobs-compare.ts";
import { runCli } from "../main.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-compare-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function compare(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCli(["jobs", "compare", ...argv], {
    ...{ cwd, env: {}, stdin: new PassThrough(), stdout, stderr },
    ...{ signal: new AbortController().signal, version: "0.0.0" },
  });
  return { code, output: String(stdout.read() ?? ""), errors: String(stderr.read() ?? "") };
}

test("what a target violates is a finding about it, told again in every run, and kept in a file", async () => {
  const file = join(cwd, "NOTES.md");
  await writeFile(file, "# Notes\n\n<!-- jobs:compare -->\nold\n<!-- /jobs:compare -->\n\nThe end.\n");
  const argv = ["cron", "--fault", "race", "--runs", "2", "--seed", "3", "--write", "NOTES.md", "--json"];
  const { code, output, errors } = await compare(...argv);
  expect({ code, errors }).toEqual({
    code: 0,
    errors: expect.stringMatching(/^(cron under race: violates .*at-most-once.*\n){2}$/),
  });
  const { results }: JobComparison = JSON.parse(output);
  const found = results[0]?.properties.find(({ property }) => property === "at-most-once");
  expect(found).toMatchObject({ violatedRuns: 2, story: expect.arrayContaining([expect.stringMatching(/^So /)]) });
  expect(results[0]?.replay).toBe("tercet jobs verify cron --database postgres --fault race --seed 3");
  const written = await readFile(file, "utf8");
  expect(written).toMatch(
    /^# Notes\n\n<!-- jobs:compare -->\n\n\| target \|[\s\S]*\n\n<!-- \/jobs:compare -->\n\nThe end\.\n$/,
  );
  expect(written).toMatch(/\| `at-most-once` \| \*\*violated\*\* \d+ in \d+ \(2 of 2 runs\) \|/);
  expect(written).not.toContain("old");
}, 180_000);

test.each([
  [["nothing"], "Allowed choices are sql"],
  [["cron", "--fault", "flood"], "Allowed choices are race"],
  [["cron", "--runs", "0"], "At least 1 is expected"],
  [["cron", "--write", "PLAIN.md"], "has not the lines <!-- jobs:compare --> and <!-- /jobs:compare -->"],
  [["cron", "--write", "missing.md"], "missing.md cannot be used"],
])("%j is wrong usage, told before anything is run", async (argv, message) => {
  await writeFile(join(cwd, "PLAIN.md"), "# Plain\n");
  const { code, output, errors } = await compare(...argv);
  expect({ code, output }).toEqual({ code: 2, output: "" });
  expect(errors).toContain(message);
});
