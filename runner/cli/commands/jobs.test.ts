import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../main.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-jobs-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function tercet(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCli(argv, {
    ...{ cwd, env: {}, stdin: new PassThrough(), stdout, stderr },
    ...{ signal: new AbortController().signal, version: "0.0.0" },
  });
  return { code, output: String(stdout.read() ?? ""), errors: String(stderr.read() ?? "") };
}

describe("tercet jobs verify", () => {
  test("passes the reference, keeps its history, and check judges that again", async () => {
    const { code, output } = await tercet("jobs", "verify", "sql", "--fault", "race", "--seed", "5", "--json");
    expect({ code, output }).toMatchObject({ code: 0 });
    const findings: { check: string; operation: string; verdict: string }[] = JSON.parse(output).findings;
    expect(findings.map(({ check, operation, verdict }) => `${check} ${operation} ${verdict}`)).toEqual(
      expect.arrayContaining([
        "single-effective-runner/race single-effective-runner pass",
        "single-effective-runner/race token-monotone pass",
        "job-failures-handled/race progress skipped",
        // What the database wrote down by itself.
        "single-effective-runner/race audit pass",
      ]),
    );
    expect(findings).toHaveLength(11);
    expect(await readdir(join(cwd, ".tercet/jobs"))).toEqual(["sql-race-5.ndjson"]);
    expect(await tercet("jobs", "check", ".tercet/jobs/sql-race-5.ndjson")).toMatchObject({ code: 0 });
  });

  test("fails a mutant with its story and a line that replays it", async () => {
    const mutant = ["--mutant", "check-then-act", "--fault", "stop-and-resume", "--seed", "5"];
    const { code, output } = await tercet("jobs", "verify", "sql", ...mutant);
    expect(code).toBe(1);
    expect(output).toMatch(/#\d+, at \S+ s: w\d was stopped by the harness \(SIGSTOP\)\./);
    expect(output).toContain(
      "tercet jobs verify sql --database postgres --fault stop-and-resume --seed 5 --mutant check-then-act",
    );
    const [history] = await readdir(join(cwd, ".tercet/jobs"));
    expect(await tercet("jobs", "check", join(".tercet/jobs", history ?? ""))).toMatchObject({ code: 1 });
    expect(await readFile(join(cwd, ".tercet/jobs", history ?? ""), "utf8")).not.toMatch(/password|postgres:\/\//);
  });

  test("what cannot come to a result is told before a database is started", async () => {
    await writeFile(join(cwd, ".tercet"), "");
    const there = await tercet("jobs", "verify", "sql", "--fault", "race");
    expect(there).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^tercet: Histories cannot be kept in .+jobs: /),
    });
    const away = await tercet("jobs", "verify", "sql", "--database-url", "postgres://me:secret@127.0.0.1:1/x");
    expect(away).toMatchObject({ code: 3, errors: expect.stringContaining("at 127.0.0.1:1 cannot be reached: ") });
    expect(away.errors).not.toContain("secret");
  });

  test.each([
    [["nothing"], "Allowed choices are sql"],
    [["sql", "--fault", "flood"], "Allowed choices are race, stop-and-resume, kill"],
    [["sql", "--mutant", "none"], "sql has no mutant none: choose read-then-write"],
    [["sql", "--database", "paper"], "Allowed choices are postgres"],
  ])("%j is wrong usage, and says what can be chosen", async (argv, message) => {
    const { code, errors } = await tercet("jobs", "verify", ...argv);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });
});

describe("tercet jobs check", () => {
  test("names the bad line and the reason", async () => {
    await writeFile(join(cwd, "history.ndjson"), "{}\n");
    const { code, output, errors } = await tercet("jobs", "check", "history.ndjson");
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(errors).toMatch(/^tercet: history\.ndjson, line 1, is not part of a history: \/format: /);
  });

  test("calls a history inconclusive that puts nothing to the test", async () => {
    const header = {
      format: "tercet-history/1",
      startedAt: "2026-01-01T00:00:00Z",
      target: "mine",
      seed: 7,
      takeoverBoundMilliseconds: 1000,
    };
    await writeFile(join(cwd, "history.ndjson"), `${JSON.stringify(header)}\n`);
    const { code, output } = await tercet("jobs", "check", "history.ndjson", "--json");
    expect(code).toBe(3);
    expect(JSON.parse(output)).toMatchObject({ verdict: "inconclusive", counts: { skipped: 10, pass: 0 } });
  });
});
