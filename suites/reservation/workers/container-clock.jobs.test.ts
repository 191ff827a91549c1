import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRandom } from "../../../contracts/index.ts";
import {
  containerEngineAnswers,
  imageExists,
  openContainerEngine,
  type StartedDatabase,
  startDatabase,
} from "../../../docker/index.ts";
import type { Fault } from "../faults/fault.ts";
import { faults } from "../faults/index.ts";
import { pointsOf } from "../faults/point.ts";
import { unmetNeed } from "../faults/unmet.ts";
import { programTarget } from "../targets/program.ts";
import { verifyReservation } from "../verify.ts";
import { createWorkerClock } from "./clock.ts";
import { clockShiftOf } from "./clock-shift-of.ts";
import { createWorkerProcesses, type WorkerProcesses } from "./processes.ts";

const longMilliseconds = 240_000;
const base = "tercet/debian:12";
const nodeImage = "tercet/node:24";
const pythonImage = "tercet/example-python-libfaketime:3";

const engine = (await containerEngineAnswers()) ? await openContainerEngine() : undefined;
const possible = engine !== undefined && (await imageExists(engine, base)) && (await imageExists(engine, nodeImage));
if (!possible)
  process.stderr.write(`skipped: clocks in containers, since an image of ${base}, ${nodeImage} is not there\n`);

const dockerfile = `FROM ${base}
RUN apt-get update \\
  && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3 libfaketime \\
  && rm -rf /var/lib/apt/lists/*
COPY *.py /
USER nobody
ENTRYPOINT ["python3"]
`;

// With Debian 12's libfaketime, a sleep until a moment of the monotonic clock, as Python's time.sleep does it, is an error.
const otherSleep = [["time.sleep(POLL)", "threading.Event().wait(POLL)"]] as const;
const ownClock = [
  ...otherSleep,
  ['self.record.get("beat", 0) + 1', "time.time()"],
  ['"worker": WORKER}\n', '"worker": WORKER, "beat": time.time()}\n'],
  ["still > TIME_TO_LIVE", 'time.time() - record["beat"] > TIME_TO_LIVE'],
] as const;

// Ready, each ends when its time of day has jumped, and tells both clocks in seconds.
const node = `const began = Date.now(); console.log("ready");
setInterval(() => {
  if (Math.abs(Date.now() - began) < 1e6) return;
  console.log(JSON.stringify({ now: Date.now() / 1000, monotonic: process.hrtime()[0] }));
  process.exit();
}, 50)`;
const python = `import json, threading, time
began = time.time(); print("ready", flush=True)
while abs(time.time() - began) < 1000: threading.Event().wait(.05)
print(json.dumps({"now": time.time(), "monotonic": time.monotonic()}))`;

const clockSkew = faults.find(({ name }) => name === "clock-skew") as Fault;

function changed(source: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [right, wrong]) => {
    expect(text).toContain(right);
    return text.replace(right, wrong);
  }, source);
}

describe.runIf(possible)("a container with a clock of its own", () => {
  let folder: string;
  let processes: WorkerProcesses;
  let ends: string[];
  let etcd: StartedDatabase | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tercet-clock-"));
    const source = await readFile(join(import.meta.dirname, "../examples/python/worker.py"), "utf8");
    await writeFile(join(folder, "Dockerfile"), dockerfile);
    await writeFile(join(folder, "worker.py"), changed(source, otherSleep));
    await writeFile(join(folder, "own-clock.py"), changed(source, ownClock));
    const options = ["--quiet", "--network", "host", "--tag", pythonImage];
    // The builder without BuildKit needs no plug-in; with the host's network it reaches the mirror the way the host does.
    const env = { ...process.env, DOCKER_BUILDKIT: "0", DOCKER_CLI_HINTS: "false" };
    await promisify(execFile)("docker", ["build", ...options, folder], { env, timeout: longMilliseconds });
  }, longMilliseconds);
  beforeEach(() => {
    ends = [];
    processes = createWorkerProcesses((_worker, reason) => ends.push(reason));
    return () => processes.end(0);
  });
  afterAll(async () => {
    await etcd?.stop();
    await rm(folder, { recursive: true });
  });

  test.each([
    { language: "Node", image: nodeImage, args: ["node", "--eval", node] },
    { language: "Python", image: pythonImage, args: ["-c", python] },
  ])(
    "sees in $language the time of day shifted as it runs, and the monotonic clock as it is",
    async ({ image, args }) => {
      const command = { image, args, env: {} };
      const clock = await createWorkerClock(join(folder, image.replaceAll("/", "-")), await clockShiftOf(command));
      await processes.start("w1", clock.applyTo(command));
      await expect.poll(() => processes.lastWords("w1"), { timeout: 30_000 }).toBe("ready");
      await clock.set(-3600);
      await expect.poll(() => ends, { timeout: 30_000 }).toHaveLength(1);
      const [, said = ""] = /^ended with 0: ready; (.*)$/.exec(ends[0] ?? "") ?? [];
      const { now, monotonic } = JSON.parse(said);
      expect(Math.abs(now - Date.now() / 1000 + 3600)).toBeLessThan(60);
      expect(Math.abs(monotonic - process.hrtime()[0])).toBeLessThan(60);
    },
  );

  test.each([
    { worker: "holds", file: "/worker.py", violated: [] as string[] },
    {
      worker: "that tells by the time of day who is alive, is caught",
      file: "/own-clock.py",
      violated: ["clock-tolerance"],
    },
  ])(
    "$worker under clock-skew",
    async ({ file, violated }) => {
      etcd ??= await startDatabase("etcd", { how: "any" });
      const { judged } = await verifyReservation({
        target: programTarget({
          command: [file],
          image: pythonImage,
          env: {},
          directory: ".",
          job: { toleranceSeconds: 15 },
        }),
        points: clockSkew.points(pointsOf(["collect", "send"])).filter(({ name }) => name === "after-check:send"),
        ...{ mutant: undefined, fault: clockSkew, database: etcd, seed: 1, random: createRandom(1, file) },
        signal: new AbortController().signal,
      });
      const found = judged.judgements.filter(({ verdict }) => verdict === "violated").map(({ property }) => property);
      expect(found).toEqual(violated.length === 0 ? [] : expect.arrayContaining(violated));
      expect(judged.judgements).not.toContainEqual(
        expect.objectContaining({ property: "clock-tolerance", verdict: "not-exercised" }),
      );
    },
    longMilliseconds,
  );

  test("that runs something else than Node, without libfaketime, is not said to have one", async () => {
    const target = programTarget({ command: ["python3", "worker.py"], image: base, env: {}, directory: "." });
    expect(await unmetNeed(clockSkew, target, undefined)).toBe(
      `${base} does not run Node: install libfaketime in the image, so that its clock can be set`,
    );
  });
});
