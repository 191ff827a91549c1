import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom, reasonOf } from "../../../contracts/index.ts";
import { imageExists, openContainerEngine, type StartedDatabase, startDatabase } from "../../../docker/index.ts";
import { faults } from "../faults/index.ts";
import { pointsOf } from "../faults/point.ts";
import type { Judgement } from "../history/judgement.ts";
import { programTarget } from "../targets/program.ts";
import { verifyReservation } from "../verify.ts";

const run = promisify(execFile);
const here = import.meta.dirname;
const longMilliseconds = 240_000;

/** What the machine lacks is said once; the tests that need it are skipped. */
async function there<T>(what: string, look: () => Promise<T>): Promise<T | undefined> {
  return look().catch((error) => {
    process.stderr.write(`skipped: examples that need ${what}: ${reasonOf(error)}\n`);
    return undefined;
  });
}

const build = await mkdtemp(join(tmpdir(), "tercet-examples-"));
const stores: Readonly<Record<string, StartedDatabase | undefined>> = {
  etcd: await there("etcd", () => startDatabase("etcd", { how: "any" })),
  redis: await there("Redis", () => startDatabase("redis", { how: "any" })),
};
const python = await there("Python", () => run("python3", ["--version"]));
// Compiled once: to do it at each start takes longer than to run.
const java = await there("Java", () => run("javac", ["-d", build, join(here, "java/Worker.java")]));
const shell = await there("curl and redis-cli", () => run("sh", ["-c", "curl --version && redis-cli --version"]));
afterAll(async () => {
  await Promise.all(Object.values(stores).map((store) => store?.stop()));
  await rm(build, { recursive: true });
});

// Every point would take minutes with the slowest of them; these are the ones that tell.
const points = pointsOf(["collect", "send"]).filter(({ name }) =>
  ["after-check:send", "after-effect:collect", "after-milestone:send"].includes(name),
);

/** On a machine that has other things to do, workers may be so late that a fault does not come about; then once more. */
const attempts = 3;

async function judge(
  program: { readonly command: readonly string[]; readonly image?: string },
  database: StartedDatabase,
  name: string,
): Promise<readonly Judgement[]> {
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) throw new Error(`no fault ${name}`);
  let judgements: readonly Judgement[] = [];
  for (let seed = 1; seed <= attempts; seed++) {
    const { judged } = await verifyReservation({
      target: programTarget({ ...program, env: {}, directory: here, job: { toleranceSeconds: 15 } }),
      points: fault.points(points),
      ...{ mutant: undefined, fault, database, seed, random: createRandom(seed, name) },
      signal: new AbortController().signal,
    });
    judgements = judged.judgements;
    const verdictOf = new Map(judgements.map(({ property, verdict }) => [property, verdict]));
    if (fault.exercises.every((property) => verdictOf.get(property) !== "not-exercised")) break;
  }
  return judgements;
}

function violated(judgements: readonly Judgement[]): string[] {
  return judgements.flatMap(({ property, violations }) => violations.map(({ summary }) => `${property}: ${summary}`));
}

async function expectToHold(...verified: Parameters<typeof judge>): Promise<void> {
  const judgements = await judge(...verified);
  expect(violated(judgements)).toEqual([]);
  const held = judgements.filter(({ verdict }) => verdict === "held").map(({ property }) => property);
  expect(held).toEqual(expect.arrayContaining([...(faults.find(({ name }) => name === verified[2])?.exercises ?? [])]));
}

describe.each([
  { language: "Python", command: ["python3", "python/worker.py"], store: "etcd", tool: python },
  { language: "Java", command: ["java", "-cp", build, "Worker"], store: "etcd", tool: java },
  { language: "shell", command: ["sh", "shell/worker.sh"], store: "redis", tool: shell },
])("the example in $language on $store", ({ command, store, tool }) => {
  const database = stores[store];
  test.runIf(database && tool).each(["race", "stop-and-resume", "kill"])(
    "holds under %s",
    (fault) => expectToHold({ command }, database as StartedDatabase, fault),
    longMilliseconds,
  );
});

describe.runIf(stores.etcd && python)("the example in Python, with one thing wrong", () => {
  test.each([
    [
      "sends neither token nor key",
      "milestone=milestone, key=key, **self.labels",
      'milestone=milestone, run=self.labels["run"], slot=self.labels["slot"]',
      "stop-and-resume",
      "single-effective-runner",
    ],
    ["sends no key", "key=key, ", "", "kill", "at-most-once"],
    [
      "gives a new key in each run",
      "{JOB}/{self.labels['slot']}",
      "{JOB}/{self.labels['token']}",
      "kill",
      "idempotent",
    ],
    ["never cleans", "still > TIME_TO_LIVE", "still > 3600", "kill", "progress"],
    [
      "cleans the living",
      "still > TIME_TO_LIVE",
      `record["worker"] != WORKER and still >= 0`,
      "race",
      "cleaner-accuracy",
    ],
  ])(
    "that %s, is caught",
    async (_what, right, wrong, fault, property) => {
      const source = await readFile(join(here, "python/worker.py"), "utf8");
      expect(source).toContain(right);
      const file = join(build, `${property}.py`);
      await writeFile(file, source.replace(right, wrong));
      const judgements = await judge({ command: ["python3", file] }, stores.etcd as StartedDatabase, fault);
      expect(violated(judgements).join("\n")).toContain(`${property}: `);
    },
    longMilliseconds,
  );
});

const base = await there("a container engine with tercet/debian:12", async () => {
  if (!(await imageExists(await openContainerEngine(), "tercet/debian:12"))) throw new Error("the image is not there");
  return true;
});

describe.runIf(base && stores.etcd)("the example in Python as a container", () => {
  const image = "tercet/example-python:3";
  beforeAll(async () => {
    const options = ["--quiet", "--network", "host", "--tag", image, "--file", join(here, "python/Dockerfile.debian")];
    // The builder without BuildKit needs no plug-in; with the host's network it reaches the mirror the way the host does.
    const env = { ...process.env, DOCKER_BUILDKIT: "0", DOCKER_CLI_HINTS: "false" };
    await run("docker", ["build", ...options, join(here, "python")], { env, timeout: longMilliseconds });
  }, longMilliseconds);

  test.each(["race", "stop-and-resume", "kill", "cut-off"])(
    "holds under %s",
    (fault) => expectToHold({ command: [], image }, stores.etcd as StartedDatabase, fault),
    longMilliseconds,
  );
});
