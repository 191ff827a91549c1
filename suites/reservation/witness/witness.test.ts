import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HistoryEvent } from "../history/event.ts";
import { startWitness, type Witness } from "./witness.ts";

let witness: Witness;
let onEvent: (event: HistoryEvent) => Promise<void>;
beforeEach(async () => {
  onEvent = async () => {};
  witness = await startWitness((event) => onEvent(event));
});
afterEach(() => witness.close());

async function post(path: string, body: unknown, secret = witness.secret) {
  const response = await fetch(`${witness.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const announcement = { type: "invoke", operation: "reserve", worker: "a", job: "job" };
const effect = { worker: "a", job: "job", run: "1", milestone: "send" };

test("records what is announced and lets the worker go on", async () => {
  expect(await post("/events", announcement)).toEqual({ status: 200, body: { continue: true } });
  expect(witness.events).toEqual([{ ...announcement, time: expect.any(Number) }]);
});

test("answers only when it is allowed to", async () => {
  const gate = Promise.withResolvers<void>();
  onEvent = () => gate.promise;
  let answered = false;
  const answer = post("/events", announcement).then(() => {
    answered = true;
  });
  await expect.poll(() => witness.events.length, { timeout: 10_000 }).toBe(1);
  expect(answered).toBe(false);
  gate.resolve();
  await answer;
});

test("tells workers to end once it dismisses them", async () => {
  witness.dismiss();
  expect((await post("/events", announcement)).body).toEqual({ continue: false });
});

test("its ledger refuses a token smaller than one that it has seen, for that job alone", async () => {
  expect((await post("/effects", { ...effect, token: 2 })).status).toBe(200);
  expect((await post("/effects", { ...effect, token: 1 })).status).toBe(409);
  expect((await post("/effects", { ...effect, token: 2 })).status).toBe(200);
  expect((await post("/effects", { ...effect, token: 1, job: "other" })).status).toBe(200);
  expect(witness.events.map(({ type }) => type)).toEqual(["ok", "fail", "ok", "ok"]);
});

test("its ledger cannot refuse an effect without a token", async () => {
  await post("/effects", { ...effect, token: 2 });
  expect((await post("/effects", effect)).status).toBe(200);
});

test("its ledger has an effect with a key once, and says so", async () => {
  const keyed = { ...effect, token: 2, key: "job/1/send" };
  expect((await post("/effects", keyed)).body).toEqual({ accepted: true });
  expect((await post("/effects", { ...keyed, worker: "b", token: 3 })).body).toEqual({
    accepted: true,
    repeated: true,
  });
  expect((await post("/effects", { ...keyed, token: 1 })).status).toBe(409);
  expect(witness.events.map(({ type, repeated }) => [type, repeated])).toEqual([
    ["ok", undefined],
    ["ok", true],
    ["fail", undefined],
  ]);
});

test("does not listen to strangers", async () => {
  expect((await post("/events", announcement, "wrong")).status).toBe(401);
  expect(witness.events).toEqual([]);
});

test.each([
  ["/events", "no JSON", "JSON"],
  ["/events", { ...announcement, operation: "effect" }, "/operation"],
  ["/events", { ...announcement, time: 1 }, "time"],
  ["/effects", { ...effect, milestone: undefined }, "/milestone"],
  ["/effects", "x".repeat(20_000), "longer than"],
])("refuses to record what has not the form, on %s: %o", async (path, body, reason) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.reason).toContain(reason);
  expect(witness.events).toEqual([]);
});

test("tells of the first announcement that it refused, with what was said and why", async () => {
  await post("/events", { ...announcement, operation: "lunch" });
  await post("/events", "no JSON");
  expect(await witness.refusal).toMatch(/^POST \/events \{.*"operation":"lunch".*\}: \/operation: /);
});

test("a stranger is turned away, and is no refusal", async () => {
  expect(witness.turnedAway).toBe(false);
  await post("/events", announcement, "wrong");
  expect(witness.turnedAway).toBe(true);
  await expect(Promise.race([witness.refusal, "nothing"])).resolves.toBe("nothing");
});

test("a worker that is killed in the middle of a sentence is no refusal", async () => {
  const { hostname, port } = new URL(witness.url);
  const socket = connect(Number(port), hostname);
  const head = `POST /events HTTP/1.1\r\nhost: w\r\nauthorization: Bearer ${witness.secret}\r\ncontent-length: 100\r\n\r\n{`;
  await new Promise((resolve) => socket.write(head, resolve));
  socket.destroy();
  // Answered after the one that was cut off has been seen.
  await post("/events", announcement);
  await expect(Promise.race([witness.refusal, "nothing"])).resolves.toBe("nothing");
});

test("refuses what must not be recorded, and tells the worker why", async () => {
  const strict = await startWitness(
    async () => {},
    ({ job }) => (job === "job" ? undefined : "/job: another one"),
  );
  try {
    const other = { ...announcement, job: "other" };
    const response = await fetch(`${strict.url}/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${strict.secret}` },
      body: JSON.stringify(other),
    });
    expect([response.status, await response.json()]).toEqual([400, { reason: "/job: another one" }]);
    expect(strict.events).toEqual([]);
  } finally {
    await strict.close();
  }
});
