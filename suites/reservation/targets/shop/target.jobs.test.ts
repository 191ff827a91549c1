import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../../contracts/index.ts";
import {
  containerEngineAnswers,
  imageExists,
  openContainerEngine,
  type StartedDatabase,
  startDatabase,
} from "../../../../docker/index.ts";
import { faults } from "../../faults/index.ts";
import { pointsOf } from "../../faults/point.ts";
import { verifyReservation } from "../../verify.ts";
import type { ReservationTarget } from "../target.ts";
import { shop } from "./target.ts";

const longMilliseconds = 240_000;
/** What the image is made of comes over the network once. */
const buildMilliseconds = 540_000;

let database: StartedDatabase;
beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(() => database?.stop());

// The job runs each second, and takes seconds to be taken over: not at every point.
async function expectToHold(
  target: ReservationTarget | undefined,
  name: string,
  pointNames: readonly string[],
): Promise<void> {
  const fault = faults.find((candidate) => candidate.name === name);
  if (target === undefined || fault === undefined) throw new Error(`no target, or no fault ${name}`);
  const { judged } = await verifyReservation({
    ...{ target, mutant: undefined, fault, database, seed: 1, random: createRandom(1, name) },
    points: fault.points(pointsOf(["send"])).filter((point) => pointNames.includes(point.name)),
    signal: new AbortController().signal,
  });
  const verdicts = new Map(judged.judgements.map(({ property, verdict }) => [property, verdict]));
  for (const property of fault.exercises) expect([property, verdicts.get(property)]).toEqual([property, "held"]);
  expect([...verdicts.values()]).not.toContain("violated");
}

test.each(["race", "stop-and-resume", "kill"])(
  "the service that the shop ships holds under %s",
  (fault) => expectToHold(shop, fault, ["after-check:send", "after-effect:send"]),
  longMilliseconds,
);

// What is here: nothing is pulled for a test.
const engine = (await containerEngineAnswers()) ? await openContainerEngine() : undefined;
const isHere = await Promise.all(["node:24-slim", "tercet/node:24"].map((name) => engine && imageExists(engine, name)));
const nodeImage = ["node:24-slim", "tercet/node:24"].find((_name, place) => isHere[place]);
if (nodeImage === undefined) process.stderr.write("skipped: the shop's image, since no image of Node.js 24 is there\n");

describe.runIf(nodeImage)("the image that the shop ships", () => {
  const image = "tercet/shop-orders:test";
  beforeAll(async () => {
    const repository = join(import.meta.dirname, "../../../..");
    const options = ["--file", "docker/shop/Dockerfile", "--build-arg", `NODE_IMAGE=${nodeImage}`];
    const own = ["--build-arg", "SERVICE=orders", "--tag", image, "--quiet", "--network", "host"];
    // The builder without BuildKit needs no plug-in; with the host's network it reaches packages the way the host does.
    const env = { ...process.env, DOCKER_BUILDKIT: "0", DOCKER_CLI_HINTS: "false" };
    const context = { cwd: repository, env, timeout: buildMilliseconds };
    await promisify(execFile)("docker", ["build", ...options, ...own, "."], context);
  }, buildMilliseconds);

  // They mostly wait.
  test.concurrent.each(["race", "stop-and-resume", "kill"])(
    "holds under %s",
    (fault) => expectToHold(shop.inContainers?.(image), fault, ["after-check:send"]),
    longMilliseconds,
  );
});
