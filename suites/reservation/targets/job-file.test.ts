import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readJobFile } from "./job-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-job-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(join(folder, "job.json"), text);
  return readJobFile(join(folder, "job.json"), "job.json");
}

test("reads what is there, and asks for nothing", async () => {
  expect(await read("{}")).toEqual({});
  const job = { name: "bill", milestones: ["count", "send"], timeToLiveSeconds: 10, heartbeatSeconds: 2 };
  expect(await read(JSON.stringify(job))).toEqual(job);
});

test.each([
  ["{", "is no JSON"],
  ["[]", "expected object"],
  ['{"every":1}', "every"],
  ['{"milestones":[]}', "/milestones"],
  ['{"milestones":["a,b"]}', "/milestones/0: no commas"],
  ['{"pollSeconds":0}', "/pollSeconds"],
  ['{"timeToLiveSeconds":0.1}', "a time to live of 0.1 s is over before the second sign of life, after 0.2 s"],
])("%s is refused, and says what is wrong", async (text, message) => {
  await expect(read(text)).rejects.toMatchObject({ code: "usage", message: expect.stringContaining(message) });
});

test("a file that is not there is wrong usage", async () => {
  await expect(readJobFile(join(folder, "none"), "none")).rejects.toThrow("The job file none cannot be read: ENOENT");
});
