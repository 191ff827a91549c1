import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Event, eventSchema } from "../contracts/index.ts";
import { openReports, type ReportOptions } from "./open.ts";
import { sampleFinding, sampleRun } from "./testing/sample-run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tercet-reports-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

class Sink extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk;
    done();
  }
}

async function report(options: Partial<ReportOptions>, events: readonly Event[] = sampleRun()) {
  const stdout = new Sink();
  const stderr = new Sink();
  const reports = openReports({
    reports: [],
    quiet: false,
    json: false,
    color: false,
    stdout,
    stderr,
    directory: folder,
    ...options,
  });
  for (const event of events) reports.sink(event);
  await reports.close();
  return { stdout: stdout.text, stderr: stderr.text };
}
const read = (file: string) => readFileSync(join(folder, file), "utf8");

test("writes every format that is asked for, makes the folders, and leaves no temporary file", async () => {
  await report({ reports: ["json=out/r.json", "junit=out/r.xml", "html=out/deep/r.html", "events=out/r.ndjson"] });
  expect(readdirSync(join(folder, "out")).sort()).toEqual(["deep", "r.json", "r.ndjson", "r.xml"]);
  expect(readdirSync(join(folder, "out/deep"))).toEqual(["r.html"]);
});

test("the event log holds every event as it was, a line each, as soon as it happened", async () => {
  const events = sampleRun();
  const stdout = new Sink();
  const options = { quiet: true, json: false, color: false, stdout, stderr: new Sink(), directory: folder };
  const reports = openReports({ ...options, reports: ["events=log"] });
  for (const event of events) reports.sink(event);
  const lines = read("log").trimEnd().split("\n");
  expect(lines.map((line) => eventSchema.parse(JSON.parse(line)))).toEqual(JSON.parse(JSON.stringify(events)));
  await reports.close();
});

test("the JSON report has the documented form; counts count findings", async () => {
  const finding = sampleFinding();
  const cases = [{ case: {}, verdict: "fail" as const, findings: [finding, sampleFinding({ verdict: "pass" })] }];
  const { stdout } = await report({ json: true }, sampleRun({ cases }));
  expect(JSON.parse(stdout)).toEqual({
    schema: "tercet-report/1",
    tool: { name: "tercet", version: "0.1.0" },
    run: {
      command: "verify carts --environment demo",
      environment: "demo",
      seed: 1807,
      startedAt: "2026-01-05T09:30:00.000Z",
      durationMilliseconds: 48_200,
    },
    verdict: "fail",
    counts: { pass: 1, fail: 1, inconclusive: 0, skipped: 0 },
    coverage: [],
    findings: [finding, { ...finding, verdict: "pass" }],
    cases: [expect.objectContaining({ id: "verify/carts/json-only", verdict: "fail", counts: expect.anything() })],
  });
});

test("a credential that slipped into an event reaches no format", async () => {
  const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
  const finding = sampleFinding({ message: `Got ${token}`, replay: `curl -H 'Authorization: Bearer ${token}' x` });
  const events = sampleRun({ cases: [{ case: {}, verdict: "fail", message: token, findings: [finding] }] });
  const { stdout } = await report({ reports: ["json=a", "junit=b", "html=c", "events=d"] }, events);
  expect(stdout).toContain("[token removed]");
  for (const text of [stdout, read("a"), read("b"), read("c"), read("d")]) expect(text).not.toContain("eyJ");
});

test("a report that cannot be written in the end is told in a line; the others are written", async () => {
  const events = sampleRun();
  const stderr = new Sink();
  const options = { quiet: true, json: false, color: false, stdout: new Sink(), stderr, directory: folder };
  const reports = openReports({ ...options, reports: ["json=gone/r.json", "junit=r.xml"] });
  for (const event of events) reports.sink(event);
  rmSync(join(folder, "gone"), { recursive: true });
  await reports.close();
  expect(stderr.text).toMatch(/^tercet: the json report could not be made: .*ENOENT.*\n$/);
  expect(read("r.xml")).toContain("<testsuites");
});

test.each([
  ["yaml=r.yaml", /no format "yaml".*json, junit, html, events/],
  ["json", /the file is missing/],
  ["json=", /the file is missing/],
  ["constructor=x", /no format "constructor"/],
  ["json=folder", /not a regular file/],
  ["json=file/r.json", /cannot be written/],
])("--report %s is refused before the run starts", async (wrong, message) => {
  mkdirSync(join(folder, "folder"));
  writeFileSync(join(folder, "file"), "");
  await expect(report({ reports: ["html=fine.html", wrong] })).rejects.toMatchObject({
    code: "usage",
    message: expect.stringMatching(message),
  });
  expect(existsSync(join(folder, "fine.html"))).toBe(false);
});

test("two reports to one file are refused", async () => {
  await expect(report({ reports: ["json=r", "html=./r"] })).rejects.toMatchObject({ code: "usage" });
});

test("an older report never passes for the one of a run that did not come to its end", () => {
  writeFileSync(join(folder, "r.json"), "old");
  const options = { quiet: true, json: false, color: false, stdout: new Sink(), stderr: new Sink(), directory: folder };
  openReports({ ...options, reports: ["json=r.json"] });
  expect(existsSync(join(folder, "r.json"))).toBe(false);
});

test("progress is shown on a terminal only, on standard error, and cleared", async () => {
  const terminal = Object.assign(new Sink(), { isTTY: true, columns: 20 });
  await report({ stderr: terminal });
  expect(terminal.text).toContain("carts: working");
  expect(terminal.text.endsWith("\r\x1b[2K")).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequence that clears a line
  for (const line of terminal.text.split(/\r\x1b\[2K/)) expect(line.length).toBeLessThan(20);
  expect((await report({})).stderr).toBe("");
});

test("a reader that goes away (a closed pipe) does not end the run", async () => {
  const closed = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    },
  });
  await report({ stdout: closed, reports: ["json=r.json"] });
  expect(read("r.json")).toContain("tercet-report/1");
});
