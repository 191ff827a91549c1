import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SampleRun, sampleRun } from "../../../reports/testing/sample-run.ts";
import { runCli } from "../main.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tercet-report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function tercet(...argv: readonly string[]) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const { signal } = new AbortController();
  const code = await runCli(argv, { cwd: folder, env: {}, stdin, stdout, stderr, signal, version: "0.0.0" });
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

function writeLog(file: string, run: SampleRun): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(
    join(folder, file),
    sampleRun(run)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
  );
}

test("builds the report of the newest run in the state folder; the verdict of that run is not the command's", async () => {
  writeLog(".tercet/events/older.ndjson", { command: "verify older", cases: [{ case: {} }] });
  writeLog(".tercet/events/newer.ndjson", { command: "verify newer", cases: [{ case: {}, verdict: "fail" }] });
  utimesSync(join(folder, ".tercet/events/older.ndjson"), 1_000, 1_000);
  const { code, stdout } = await tercet("report", "build");
  expect(code).toBe(0);
  expect(stdout).toBe("reports/out/index.html: Failed: 1 of 1 case failed.\n");
  expect(readFileSync(join(folder, "reports/out/index.html"), "utf8")).toContain("verify newer");
});

test("takes several logs, and another folder", async () => {
  writeLog("a.ndjson", { command: "verify carts", cases: [{ case: {} }] });
  writeLog("b.ndjson", { command: "run", cases: [{ case: {} }] });
  const { code, stdout } = await tercet("report", "build", "--events", "a.ndjson", "b.ndjson", "--out", "site");
  expect(code).toBe(0);
  expect(stdout).toBe("site/index.html: Passed: 2 cases passed.\n");
});

test.each([
  [[], /no event log in .*--report events=FILE/],
  [["--events", "none.ndjson"], /none\.ndjson cannot be read/],
  [["--events", "broken.ndjson"], /broken\.ndjson:1 /],
])("%j ends with one sentence and exit code 2", async (options, sentence) => {
  writeFileSync(join(folder, "broken.ndjson"), "{}\n{}\n");
  const { code, stderr } = await tercet("report", "build", ...options);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
