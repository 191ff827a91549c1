import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseContract } from "../../contracts/model/parse.ts";
import type { LedgerEntry } from "../../suites/kit/ledger.ts";
import { thingsContract } from "./fixtures/things-contract.ts";
import { startThings } from "./fixtures/things-provider.ts";
import { createLedger, type LedgerFile, takeOverLedgers } from "./ledger.ts";
import { isAlive, thisOwner } from "./ledger-owner.ts";
import { recoverLedgers } from "./ledger-recovery.ts";

const intent: LedgerEntry = {
  type: "intent",
  number: 1,
  at: "2026-01-01T00:00:00Z",
  service: "things",
  operation: "createThing",
  identity: { subject: "somebody", roles: ["maker"] },
  parameters: {},
  body: { size: 3 },
  idempotencyKey: "key-of-the-killed-run",
};
let state: string;
const opened: LedgerFile[] = [];
const folder = () => join(state, "ledger", "test");
const onlyFile = async () => join(folder(), (await readdir(folder()))[0] ?? "");

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "tercet-ledger-"));
});
afterEach(async () => {
  // Those that a test closed are closed.
  await Promise.allSettled(opened.splice(0).map((ledger) => ledger.close("done")));
  await rm(state, { recursive: true });
});

/** A ledger with the intent, as a process that is gone left it. */
async function abandoned(text = `${JSON.stringify(intent)}\n`): Promise<string> {
  await mkdir(folder(), { recursive: true });
  const { host, pid } = thisOwner();
  const file = join(folder(), `${randomUUID()}~${host}~${pid}~another-start.ndjson`);
  await writeFile(file, text);
  return file;
}

async function create(): Promise<LedgerFile> {
  const ledger = await createLedger(state, "test");
  opened.push(ledger);
  return ledger;
}

async function takeOver(): Promise<LedgerFile[]> {
  const ledgers = await takeOverLedgers(state, "test");
  opened.push(...ledgers);
  return ledgers;
}

test("an entry is in the file when append returns, and the file is for this user only", async () => {
  const ledger = await create();
  await ledger.append(intent);
  const file = await onlyFile();
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(intent);
  expect((await stat(file)).mode & 0o077).toBe(0);
  await ledger.close("done");
  expect(await readdir(folder())).toEqual([]);
});

test("a ledger of a living process is not taken over", async () => {
  await create();
  expect(await takeOver()).toEqual([]);
});

test("a ledger is taken over when its process is gone, even if its pid was given to another one", async () => {
  await abandoned();
  const [taken] = await takeOver();
  expect(taken?.entries()).toEqual([intent]);
  expect(taken?.nextNumber()).toBe(2);
  expect(await takeOver()).toEqual([]);
});

test("of several runs that take over at once, one gets each ledger", async () => {
  await Promise.all([abandoned(), abandoned(), abandoned()]);
  const taken = await Promise.all([takeOver(), takeOver()]);
  expect(taken.flat()).toHaveLength(3);
});

test("what a run had to leave is nobody's, also while its process lives", async () => {
  const ledger = await create();
  await ledger.append(intent);
  await ledger.close("left");
  expect(await takeOver()).toHaveLength(1);
});

test("a last line that was cut off is passed over, and what is appended after it is whole", async () => {
  await abandoned(`${JSON.stringify(intent)}\n{"type":"intent","num`);
  const [first] = await takeOver();
  expect(first?.entries()).toEqual([intent]);
  await first?.append({ type: "refused", number: 1 });
  await first?.close("left");
  const [second] = await takeOver();
  expect(second?.entries()).toEqual([intent, { type: "refused", number: 1 }]);
});

test("a ledger of another version is refused with what to do", async () => {
  await abandoned('{"type":"from-the-future"}\n');
  await expect(takeOver()).rejects.toThrow("is not a ledger that this version can read");
});

test("a process is alive while it runs, and not after it was killed", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const startedAt = (await readFile(`/proc/${child.pid}/stat`, "utf8").catch(() => "")).split(") ")[1]?.split(" ")[19];
  const boot = thisOwner().startedAt.split(".")[0];
  const owner = {
    ...thisOwner(),
    pid: child.pid ?? 0,
    startedAt: startedAt === undefined ? "unknown" : `${boot}.${startedAt}`,
  };
  expect(isAlive(owner, new Date())).toBe(true);
  expect(isAlive({ ...owner, startedAt: "another-start" }, new Date())).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(owner, new Date())).toBe(false);
});

test("another machine's run is given the time that a scenario can last at the most", async () => {
  const file = await abandoned();
  const theirs = join(dirname(file), basename(file).replace(`~${thisOwner().host}~`, "~another-machine~"));
  await rename(file, theirs);
  expect(await takeOver()).toEqual([]);
  const longAgo = Date.now() / 1000 - 3 * 3600;
  await utimes(theirs, longAgo, longAgo);
  expect(await takeOver()).toHaveLength(1);
});

test("an intent whose request never arrived is sent with its key, so that what it made can be deleted", async () => {
  const things = await startThings();
  try {
    const contract = await parseContract(thingsContract, "things.json");
    await abandoned();
    const options = { environment: "test", state, version: "0.0.0" };
    const result = await recoverLedgers(new Map([["things", { contract, urls: [things.url] }]]), options);
    expect(result).toMatchObject({
      verdict: "pass",
      message: "1 earlier run was not cleaned: 1 made, 1 read back as gone.",
    });
    expect(things.requests.map(({ method, headers }) => [method, headers["idempotency-key"]])).toEqual([
      ["POST", "key-of-the-killed-run"],
      ["DELETE", undefined],
      ["GET", undefined],
    ]);
    expect(await recoverLedgers(new Map(), options)).toBeUndefined();
  } finally {
    await things.stop();
  }
});

test("what cannot be cleaned because the service is out of reach is inconclusive, and kept", async () => {
  const things = await startThings();
  await things.stop();
  const contract = await parseContract(thingsContract, "things.json");
  await abandoned();
  const targets = new Map([["things", { contract, urls: [things.url] }]]);
  const result = await recoverLedgers(targets, { environment: "test", state, version: "0.0.0" });
  expect(result).toMatchObject({ verdict: "inconclusive", findings: [{ guarantee: "leaves-no-track" }] });
  expect(await readdir(folder())).toEqual([expect.stringMatching(/~left\.ndjson$/)]);
});
