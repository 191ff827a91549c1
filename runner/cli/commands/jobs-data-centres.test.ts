import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { runCli } from "../main.ts";

async function verify(...argv: string[]): Promise<{ code: number; errors: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCli(["jobs", "verify", ...argv], {
    ...{ cwd: tmpdir(), env: {}, stdin: new PassThrough(), stdout, stderr },
    ...{ signal: new AbortController().signal, version: "0.0.0" },
  });
  return { code, errors: String(stderr.read() ?? "") };
}

const sites = ["--topology", "two-data-centres"];

test.each([
  [["etcd", "--topology", "ring"], "Allowed choices are two-data-centres"],
  [["etcd", ...sites, "--cut", "dc3-alone"], "Allowed choices are dc1-alone, dc2-alone, witness-alone, bridged"],
  [["etcd", "--cut", "bridged"], "--cut needs --topology two-data-centres"],
  [["etcd", ...sites, "--fault", "race"], "--topology and --fault do not go together"],
  [["etcd", ...sites, "--at", "before-reserve"], "--topology and --at do not go together"],
  [["cron", ...sites], "cron does not run in two data centres: choose etcd, sql"],
  [["sql", ...sites, "--cut", "bridged"], "sql is not verified under the cut bridged: choose dc1-alone"],
])("%j is refused in one sentence", async (argv, sentence) => {
  const { code, errors } = await verify(...argv);
  expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(sentence) });
});
