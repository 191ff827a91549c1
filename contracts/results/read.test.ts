import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Event, eventLogSchema } from "./events.ts";
import { readEvents } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "tercet-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = "2026-01-01T00:00:00.000Z";
const started: Event = {
  type: "run-started",
  at,
  schema: eventLogSchema,
  tool: { name: "tercet", version: "1.0.0" },
  command: "verify carts",
  seed: 7,
};
const progress: Event = { type: "progress", at, message: "grüezi" };

async function read(text: string) {
  const file = join(folder, "events.ndjson");
  writeFileSync(file, text);
  const notes: string[] = [];
  const events: Event[] = [];
  for await (const event of readEvents(file, (note) => notes.push(note))) events.push(event);
  return { events, notes };
}

test("gives back what was written, whatever the line ends are", async () => {
  const { events, notes } = await read(`${JSON.stringify(started)}\r\n\n${JSON.stringify(progress)}`);
  expect(events).toEqual([started, progress]);
  expect(notes).toEqual([]);
});

test("leaves out a last line that was cut, and notes it", async () => {
  const { events, notes } = await read(`${JSON.stringify(started)}\n${JSON.stringify(progress).slice(0, 30)}`);
  expect(events).toEqual([started]);
  expect(notes).toEqual([expect.stringMatching(/events\.ndjson:2 is cut off/)]);
});

test("names the line that is not JSON, one that is no event, and a log of another version", async () => {
  const line = JSON.stringify(started);
  await expect(read(`${line}\n{\n${line}\n`)).rejects.toThrow(/events\.ndjson:2 .*not JSON/);
  await expect(read(`${line}\n{"type":"progress","at":"${at}"}\n`)).rejects.toThrow(/:2 .*\/message/);
  await expect(read(line.replace("events/1", "events/2"))).rejects.toThrow(/written as tercet-events\/2/);
});

test("an empty file and a missing one are errors", async () => {
  await expect(read("")).rejects.toMatchObject({ code: "contract", message: expect.stringContaining("empty") });
  const missing = readEvents(join(folder, "none.ndjson"), () => {});
  await expect(missing.next()).rejects.toMatchObject({ code: "usage" });
});

test("a reader that stops early lets go of the file", async () => {
  const file = join(folder, "long.ndjson");
  writeFileSync(file, `${JSON.stringify(started)}\n`.repeat(5_000));
  for await (const event of readEvents(file, () => {})) {
    expect(event).toEqual(started);
    break;
  }
});
