import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkHistory } from "./check.ts";
import { writeHistory } from "./file.ts";
import { judgeHistoryFile } from "./judge-file.ts";
import { effect, fault, historyOf, reserve } from "./testing/history.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-history-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test("a file says the same as the history that it was written from, with the events that its violations cite", async () => {
  const history = historyOf([
    reserve("a", "1", 1),
    fault("a", "stopped"),
    reserve("b", "1", 2),
    effect("b", "1"),
    effect("a", "1"),
  ]);
  const file = join(directory, "new", "history.ndjson");
  await writeHistory(file, history);
  expect(await judgeHistoryFile(file)).toEqual(checkHistory(history));
});

test("what ends a line for other readers does not for this one", async () => {
  const name = "a\u2028b";
  const history = historyOf([reserve(name, "1", 1), reserve("c", "1", 2), effect("c", "1"), effect(name, "1")]);
  const file = join(directory, "separators.ndjson");
  await writeHistory(file, history);
  expect(await judgeHistoryFile(file)).toEqual(checkHistory(history));
});

test("memory does not grow with the history", async () => {
  const file = join(directory, "long.ndjson");
  const { header } = historyOf([]);
  const run = (number: number) =>
    [
      reserve("a", String(number), number, { slot: `s${number}` }),
      effect("a", String(number)),
      { operation: "finish", worker: "a", run: String(number) },
    ]
      .map((part) => JSON.stringify({ time: number, type: "ok", job: "job", ...part }))
      .join("\n");
  await writeFile(
    file,
    `${JSON.stringify(header)}\n${Array.from({ length: 50_000 }, (_, number) => run(number)).join("\n")}\n`,
  );
  const before = process.memoryUsage().arrayBuffers;
  const { judgements } = await judgeHistoryFile(file);
  expect(judgements.find(({ property }) => property === "token-monotone")).toMatchObject({ exercised: 49_999 });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
});

test("a file that is not there, a folder and a device are named with what to do", async () => {
  await expect(judgeHistoryFile(join(directory, "none"), "none")).rejects.toMatchObject({
    code: "usage",
    message: "The history none cannot be read (ENOENT): give a readable NDJSON file.",
  });
  for (const other of [directory, "/dev/null"]) {
    await expect(judgeHistoryFile(other, "other")).rejects.toMatchObject({
      code: "usage",
      message: "The history other cannot be read (it is not a regular file): give a readable NDJSON file.",
    });
  }
});
