import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type History, historyFormat } from "./event.ts";
import { parseHistory, readHistory, writeHistory } from "./file.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-history-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const history: History = {
  header: {
    format: historyFormat,
    startedAt: "2026-01-01T00:00:00.000Z",
    target: "test",
    takeoverBoundMilliseconds: 1_000,
  },
  events: [
    { time: 1, type: "ok", operation: "reserve", job: "job", worker: "a", run: "1", token: 1 },
    { time: 2.5, type: "info", operation: "fault", job: "job", worker: "a", fault: "killed" },
  ],
};
const header = JSON.stringify(history.header);

test("what is written is read again", async () => {
  const file = join(directory, "new", "history.ndjson");
  await writeHistory(file, history);
  expect(await readHistory(file)).toEqual(history);
});

test("a file that is not there is named with what to do", async () => {
  await expect(readHistory(join(directory, "none"), "none")).rejects.toMatchObject({
    code: "usage",
    message: "The history none cannot be read (ENOENT): give a readable NDJSON file.",
  });
});

describe("a bad line is named by its number and the reason", () => {
  const event = (changes: object) => JSON.stringify({ ...history.events[0], ...changes });
  test.each([
    ["an empty file", "", "line 1", "empty"],
    ["another format", `{"format":"other/1"}\n`, "line 1", "/format"],
    ["no JSON", `${header}\n{"time":\n`, "line 2", "not JSON"],
    ["a cut line", `${header}\n${event({})}\n${event({}).slice(0, 20)}`, "line 3", "cut off"],
    ["an unknown operation", `${header}\n${event({ operation: "grab" })}\n`, "line 2", "/operation"],
    ["an unknown key", `${header}\n${event({ wroker: "a" })}\n`, "line 2", "wroker"],
    ["a negative token", `${header}\n${event({ token: -1 })}\n`, "line 2", "/token"],
    ["a grant without a run", `${header}\n${event({ run: undefined })}\n`, "line 2", "/run"],
    ["a fault that is none", `${header}\n${event({ fault: "killed" })}\n`, "line 2", "/fault"],
    ["time that runs backwards", `${header}\n${event({ time: 5 })}\n${event({ time: 4 })}\n`, "line 3", "/time"],
  ])("%s", (_title, text, line, reason) => {
    expect(() => parseHistory(text, "history.ndjson")).toThrow(
      expect.objectContaining({
        code: "usage",
        message: expect.stringMatching(new RegExp(`^history\\.ndjson, ${line}, .*${reason}`)),
      }),
    );
  });
});
