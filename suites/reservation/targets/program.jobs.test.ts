import { expect, test } from "vitest";
import { createRandom } from "../../../contracts/index.ts";
import { givenDatabase } from "../../../docker/index.ts";
import { race } from "../faults/race.ts";
import { verifyReservation } from "../verify.ts";
import { programTarget } from "./program.ts";

// None of the workers here comes so far that it would ask for it.
const database = givenDatabase("postgres://nobody:sesame-open@127.0.0.1:1/none");

function verify(command: readonly string[], env: Record<string, string> = {}) {
  return verifyReservation({
    target: programTarget({ command, env, directory: import.meta.dirname }),
    ...{ mutant: undefined, fault: race, database, seed: 1, random: createRandom(1, "race") },
    signal: new AbortController().signal,
  });
}

/** A worker in a few lines of JavaScript, which can `tell(path, details)` the witness. */
function worker(code: string): readonly string[] {
  const tell = `
    const { TERCET_WORKER: worker, TERCET_JOB: job, TERCET_WITNESS_URL: url, TERCET_WITNESS_SECRET: secret } = process.env;
    const tell = (path, details, authorization = "Bearer " + secret) =>
      fetch(url + path, { method: "POST", headers: { authorization }, body: JSON.stringify({ worker, job, ...details }) });`;
  return [process.execPath, "--input-type=module", "--eval", `${tell}${code}\nsetInterval(() => {}, 1000);`];
}

const reserve = `await tell("/events", { type: "ok", operation: "reserve", run: "1" });`;

test.each([
  ["is not there", ["./no-such-program"], /w\d of no-such-program could not be started: .*ENOENT/],
  ["ends at once, in silence", [process.execPath, "--eval", ""], /w\d of node ended with 0\. Mend the worker/],
  [
    "ends at once, with a complaint",
    [process.execPath, "--eval", "console.error('first\\nno such module'); process.exit(3)"],
    /ended with 3: first; no such module\. Mend/,
  ],
  [
    "announces an operation that is unknown",
    worker(`await tell("/events", { type: "ok", operation: "lunch" });`),
    /does not keep to the witness's protocol: POST \/events .*"operation":"lunch".*: \/operation: Invalid option/,
  ],
  [
    "announces a member that is unknown",
    worker(`await tell("/events", { type: "ok", operation: "reserve", run: "1", colour: "red" });`),
    /Unrecognized key: "colour"/,
  ],
  [
    "asks for a path that is unknown",
    worker(`await tell("/effect", {});`),
    /only POST \/events and POST \/effects are known/,
  ],
  [
    "speaks to the ledger only",
    worker(`await tell("/effects", { run: "1", milestone: "send" });`),
    /\/run: w\d has not announced that it was granted the reservation 1/,
  ],
  [
    "has an effect at a milestone of its own",
    worker(`${reserve} await tell("/effects", { run: "1", milestone: "pay" });`),
    /\/milestone: it is one of collect, send, as TERCET_JOB_MILESTONES says/,
  ],
  [
    "calls itself as it likes",
    worker(`await tell("/events", { type: "invoke", operation: "reserve", worker: "me" });`),
    /\/worker: nobody has that name/,
  ],
  [
    "runs another job",
    worker(`await tell("/events", { type: "invoke", operation: "reserve", job: "tea" });`),
    /\/job: it is send-retailer-orders, as TERCET_JOB says/,
  ],
])("a program that %s is told so", async (_what, command, message) => {
  await expect(verify(command)).rejects.toMatchObject({
    code: "surroundings",
    message: expect.stringMatching(message),
  });
});

test("what a program writes is told without its secrets", async () => {
  const complain = `console.error(process.env.TERCET_DATABASE_URL, process.env.TERCET_WITNESS_SECRET, process.env.API_KEY);
    process.exit(1);`;
  const failed = verify([process.execPath, "--eval", complain], { API_KEY: "1234567-abc" });
  await expect(failed).rejects.toThrow(/ended with 1: postgres:\/\/nobody:\[removed\]@\S+ \[removed\] \[removed\]/);
});

test.each([
  [["python3", "worker.py"], undefined, "worker.py"],
  [["java", "-cp", "build", "Worker"], undefined, "java"],
  [["./bin/worker", "--fast"], undefined, "worker"],
  [[], "registry.example.com:5000/team/orders:1.2.3", "orders"],
  [["worker.py"], "orders@sha256:0123", "orders"],
])("%j, image %s, is called %s", (command, image, name) => {
  const target = programTarget({ command, env: {}, directory: "/", ...(image === undefined ? {} : { image }) });
  expect(target.name).toBe(name);
});

test("without a command line and an image there is nothing to start", () => {
  expect(() => programTarget({ command: [], env: {}, directory: "/" })).toThrow("needs a command line");
});
