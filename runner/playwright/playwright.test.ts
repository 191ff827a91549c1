import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { thingsContract } from "../engine/fixtures/things-contract.ts";
import { startThings, type ThingsProvider } from "../engine/fixtures/things-provider.ts";

const here = (path: string) => new URL(path, import.meta.url).pathname;
let directory: string;
let things: ThingsProvider;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-playwright-"));
  things = await startThings();
  const write = (name: string, text: string) => writeFile(join(directory, name), text);
  await mkdir(join(directory, "scenarios"));
  await write("package.json", '{ "type": "module" }');
  await write("things.json", JSON.stringify({ ...thingsContract, "x-tercet": { service: "things" } }));
  await write(
    "tercet.config.ts",
    `export default { scenarios: "scenarios", environments: {
      test: { services: { things: { urls: [${JSON.stringify(things.url)}], contract: "things.json" } } } } };`,
  );
  await write(
    "all.spec.ts",
    `import { scenarioTests } from ${JSON.stringify(here("tests.ts"))};\nawait scenarioTests();\n`,
  );
  await write(
    "playwright.config.ts",
    `export default { testDir: ".", globalSetup: ${JSON.stringify(here("setup.ts"))}, reporter: "json", workers: 1 };`,
  );
});
afterEach(async () => {
  await things.stop();
  await rm(directory, { recursive: true });
});

async function scenarioFile(id: string, body: string) {
  await writeFile(
    join(directory, "scenarios", `${id}.ts`),
    `import { scenario } from ${JSON.stringify(here("../../suites/kit/scenario.ts"))};
    export default scenario({ id: "${id}", title: "Title of ${id}", capability: "making", uses: { things: "^1" }, as: "maker",
      async run({ things, step, expect }) { ${body} } });`,
  );
}

async function playwright() {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  // Vitest's own variables would make Playwright believe that it runs inside another test runner.
  const { VITEST: _, NODE_OPTIONS: __, ...env } = process.env;
  const child = spawn(process.execPath, [cli, "test"], { cwd: directory, env: { ...env, TERCET_ENVIRONMENT: "test" } });
  let stdout = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  const [code] = await once(child, "close");
  const report = JSON.parse(stdout);
  const specs = report.suites.flatMap((suite: { specs: unknown[] }) => suite.specs);
  return { code, errors: report.errors, specs };
}

test("every scenario is a test with its steps, and leaves nothing", async () => {
  await scenarioFile("makes-one", `await step("One is made", () => things.createThing({ size: 1 }));`);
  await scenarioFile("reads-none", `await expect(things.getThing({ thingId: "x" })).toBeRefused("not-found");`);
  const { code, errors, specs } = await playwright();
  expect(errors).toEqual([]);
  expect(specs).toMatchObject([
    {
      title: "Title of makes-one",
      ok: true,
      tests: [
        {
          annotations: [
            { type: "scenario", description: "makes-one" },
            { type: "content hash", description: expect.stringMatching(/^[0-9a-f]{64}$/) },
            { type: "clean-up: pass", description: "1 made, 1 read back as gone." },
          ],
          results: [{ steps: [{ title: "One is made" }] }],
        },
      ],
    },
    { title: "Title of reads-none", ok: true },
  ]);
  expect(code).toBe(0);
  expect(things.things.size).toBe(0);
  expect(await readdir(join(directory, ".tercet", "playwright"))).toEqual([]);
});

test("what is left behind fails the test of a scenario that passed", async () => {
  things.moods.keepsDeleted = true;
  await scenarioFile("makes-one", "await things.createThing({ size: 1 });");
  const { code, specs } = await playwright();
  expect(code).toBe(1);
  expect(specs[0].tests[0].results[0].error.message).toMatch(
    /clean-up fail: .*answered 200[\s\S]*Again by: tercet run makes-one/,
  );
});
