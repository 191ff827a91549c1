import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type ReservationTarget, reservationTargets } from "../../suites/index.ts";
import { runCli } from "./main.ts";
import { readTarget } from "./program-options.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-program-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function verify(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCli(["jobs", "verify", ...argv], {
    ...{ cwd, env: { API_TOKEN: "abcdef-123" }, stdin: new PassThrough(), stdout, stderr },
    ...{ signal: new AbortController().signal, version: "0.0.0" },
  });
  return { code, output: String(stdout.read() ?? ""), errors: String(stderr.read() ?? "") };
}

// It takes connections and is no database; no worker here comes so far that it would ask.
const listener = createServer().listen(0, "127.0.0.1");
await once(listener, "listening");
afterAll(() => void listener.close());
const { port } = listener.address() as AddressInfo;
const store = ["--database-url", `postgres://me:sesame-open@127.0.0.1:${port}/jobs`];

test.each([
  [["program"], "A program needs a command line, tercet jobs verify program -- python3 worker.py, or --image IMAGE."],
  [["python3", "worker.py"], "tercet jobs verify program -- python3"],
  [["sql", "worker.py"], "worker.py is for a program of your own"],
  [["sql", "--image", "worker"], "--image is for a program of your own, program, and not for the target sql."],
  [["shop", "--env", "MODE=test"], "--env is for a program of your own, program, and not for the target shop."],
  [["program", "--env", "=x", "--", "node"], "--env =x: NAME=VALUE, or NAME alone, is expected."],
  [["program", "--env", "NOWHERE", "--", "node"], "--env NOWHERE: it is not set here: give it a value."],
  [["program", "--job", "job.json", "--", "node"], "The job file job.json cannot be read: ENOENT"],
  [["program", "--mutant", "none", "--", "node"], "node has no mutant none."],
  [["program", "--database-url", "paper://x", "--", "node"], "The database's URL is of none that is known here"],
  [
    ["program", "--database", "redis", ...store, "--", "node"],
    "--database redis and a --database-url of postgres do not go",
  ],
])("%j is wrong usage, and says what is right", async (argv, message) => {
  const { code, errors } = await verify(...argv);
  expect({ code, errors }).toMatchObject({ code: 2, errors: expect.stringContaining(message) });
});

test("a program finds the variables that it is given, and its own working directory", async () => {
  const program = "console.error(process.env.COLOUR, process.env.API_TOKEN.length, process.cwd()); process.exit(1)";
  const env = ["--env", "COLOUR=red", "--env", "API_TOKEN"];
  const { code, output } = await verify(
    "program",
    ...store,
    ...env,
    "--fault",
    "race",
    "--",
    process.execPath,
    "-e",
    program,
  );
  expect(code).toBe(3);
  expect(output).toMatch(/w\d of node ended with 1: red 10 \S*tercet-program-/);
});

test("its milestones are those of the job file, and a fault of the store itself is left out with the reason", async () => {
  await writeFile(join(cwd, "job.json"), JSON.stringify({ name: "bill", milestones: ["count"] }));
  const program = "console.error(process.env.TERCET_JOB, process.env.TERCET_JOB_MILESTONES); process.exit(1)";
  const faults = ["--fault", "kill", "--fault", "store-paused"];
  const words = ["program", ...store, "--job", "job.json", ...faults, "--", process.execPath, "-e", program];
  const { output } = await verify(...words);
  expect(output).toContain("ended with 1: bill count");
  expect(output).toContain("a database that was given is not disturbed itself");
  expect(output).not.toContain("sesame-open");
});

test("a target that ships as an image is verified as containers of the one that is named", () => {
  const shop = reservationTargets.find(({ name }) => name === "shop") as ReservationTarget;
  const { target, options, operands } = readTarget(shop, { image: "shop-orders:1" }, []);
  expect(target.command(undefined)).toMatchObject({ image: "shop-orders:1" });
  expect([...operands, ...options]).toEqual(["shop", "--image", "shop-orders:1"]);
  expect(readTarget(shop, {}, []).target).toBe(shop);
});
