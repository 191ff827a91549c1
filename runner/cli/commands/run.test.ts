import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { thingsContract } from "../../engine/fixtures/things-contract.ts";
import { startThings, type ThingsProvider } from "../../engine/fixtures/things-provider.ts";
import { runCli } from "../main.ts";

const kit = new URL("../../../suites/kit/scenario.ts", import.meta.url).href;
let cwd: string;
let things: ThingsProvider;
let other: ThingsProvider;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-run-"));
  things = await startThings();
  other = await startThings({}, things);
  await mkdir(join(cwd, "scenarios"));
  await writeFile(join(cwd, "things.json"), JSON.stringify({ ...thingsContract, "x-tercet": { service: "things" } }));
  const service = {
    urls: [things.url, other.url],
    contract: "things.json",
    locations: { dc1: [things.url], dc2: [`${other.url}/`] },
  };
  const environments = {
    test: { services: { things: service } },
    live: { services: { things: service }, production: true },
  };
  await writeFile(
    join(cwd, "tercet.config.ts"),
    `export default { scenarios: "scenarios", environments: ${JSON.stringify(environments)} };`,
  );
  for (const [id, size, more] of [
    ["makes-one", 1, "monitor: { everySeconds: 60 },"],
    ["makes-too-big", 10, ""],
  ]) {
    await writeFile(
      join(cwd, "scenarios", `${id}.ts`),
      `import { scenario } from ${JSON.stringify(kit)};
      export default scenario({ id: "${id}", title: "T", capability: "making", uses: { things: "^1" }, as: "maker", ${more}
        async run({ things }) { await things.createThing({ size: ${size} }); } });`,
    );
  }
});
afterEach(async () => {
  await Promise.all([things.stop(), other.stop()]);
  await rm(cwd, { recursive: true });
});

async function tercet(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const context = { cwd, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const code = await runCli(argv, { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  const [out, error] = await output;
  return { code, out, error };
}

test("runs all scenarios, and says how the failed one is run again", async () => {
  const { code, out } = await tercet("run", "--environment", "test", "--seed", "7");
  expect(code).toBe(1);
  expect(out).toContain("tercet run makes-too-big --environment test --seed 7");
  expect(out).not.toContain("tercet run makes-one ");
  expect(things.things.size).toBe(0);
});

test("runs the one that is named, and writes the report that is asked for", async () => {
  const { code, out } = await tercet("run", "makes-one", "--environment", "test", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ verdict: "pass", counts: { pass: 2 } });
  expect(things.things.size).toBe(0);
});

test("--location asks only the instances that stand there", async () => {
  expect(await tercet("run", "makes-one", "--environment", "test", "--location", "dc2")).toMatchObject({ code: 0 });
  expect([things.requests.length, other.requests.length]).toEqual([0, 3]);
});

test("in production what is not declared safe there is skipped", async () => {
  const { code, out } = await tercet("run", "--environment", "live", "--location", "dc1", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ counts: { pass: 2, skipped: 1 } });
});

test.each([
  [["run", "nothing", "--environment", "test"], 'There is no scenario "nothing"; there are: makes-one, makes-too-big.'],
  [["run", "--environment", "none"], 'There is no environment "none"'],
  [["run", "--environment", "test", "--location", "dc3"], 'has no location "dc3"; it has: dc1, dc2.'],
  [["run", "--environment", "test", "--workers", "0"], "At least 1 is expected"],
  [["run"], "--environment"],
])("%j is wrong usage: exit 2 and one sentence", async (argv, message) => {
  const { code, error } = await tercet(...argv);
  expect(code).toBe(2);
  expect(error).toContain(message);
});
