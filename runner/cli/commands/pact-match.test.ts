import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../main.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-pact-match-"));
});
afterEach(() => rm(cwd, { recursive: true }));

async function tercet(argv: readonly string[], input = "") {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, error] = [text(stdout), text(stderr)];
  const context = { cwd, env: {}, stdin: Readable.from([Buffer.from(input)]), stdout, stderr, version: "0.0.0" };
  const code = await runCli(["pact", "match", ...argv], { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  return { code, out: await out, error: await error };
}

const file = (name: string, value: unknown) =>
  writeFile(join(cwd, name), typeof value === "string" ? value : JSON.stringify(value));

test("two files that match are 0, others 1 with what differs", async () => {
  const matchingRules = { body: { "$.id": { matchers: [{ match: "integer" }] } } };
  await file("expected.json", { status: 200, body: { id: 1 }, matchingRules });
  await file("same.json", { status: 200, body: { id: 2 } });
  await file("other.json", '\uFEFF{"status":404,"body":{"id":2.0}}');
  const options = ["--part", "response", "--specification", "3"];
  expect(await tercet(["expected.json", "same.json", ...options])).toEqual({
    code: 0,
    out: "They match.\n",
    error: "",
  });
  expect(await tercet(["expected.json", "other.json", ...options])).toEqual({
    code: 1,
    out: 'status: Expected the status 200, but got 404.\nbody $.id: Expected a whole number by the matcher "integer", but got 2.\n',
    error: "",
  });
  const json = await tercet(["expected.json", "other.json", ...options, "--json"]);
  expect(JSON.parse(json.out)).toMatchObject({
    match: false,
    mismatches: [{ part: "status" }, { part: "body", path: "$.id" }],
  });
});

test("a batch answers each line in order; a bad one is said and makes it 2", async () => {
  const line = (id: unknown, body: unknown, rest: object = {}) => ({
    id,
    part: "response",
    expected: { body: 1 },
    actual: { body },
    specification: "2.0.0",
    ...rest,
  });
  const bad: [object, string][] = [
    [line("part", 1, { part: "cookie" }), '"part" must be one of request, response, message'],
    [line("version", 1, { specification: "9" }), '"specification" must be a version from 1.0.0 to 4.0'],
    [line("expected", 1, { expected: [] }), '"expected" must be an object'],
    [line("status", 1, { actual: { status: 0 } }), "/actual/status"],
    [line("path", 1, { expected: { matchingRules: { "$.body[": { match: "type" } } } }), "no path expression"],
  ];
  const lines = [line(1, 1), line(2, 2), ...bad.map(([each]) => each), line(3, 1, { specification: "4.0" })];
  const { code, out } = await tercet(["--batch"], lines.map((each) => JSON.stringify(each)).join("\n"));
  const answers = out
    .trim()
    .split("\n")
    .map((each) => JSON.parse(each) as Record<string, unknown>);
  expect(code).toBe(2);
  expect(answers).toHaveLength(lines.length);
  expect(answers[0]).toEqual({ id: 1, match: true, mismatches: [] });
  expect(answers[1]).toEqual({
    id: 2,
    match: false,
    mismatches: [{ part: "body", path: "$", message: "Expected 1, but got 2." }],
  });
  for (const [index, [each, message]] of bad.entries()) {
    const answer = answers[index + 2];
    expect(answer?.id).toBe((each as { id: string }).id);
    expect(answer?.error).toContain(message);
  }
  expect(answers.at(-1)).toEqual({ id: 3, match: true, mismatches: [] });
  expect((await tercet(["--batch"], "")).code).toBe(0);
});

test("hostile depth is a bad line, not a crash", async () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const input = `{"id":1,"part":"response","expected":{"body":${deep}},"actual":{"body":${deep}}}\n`;
  const { code, out } = await tercet(["--batch"], input);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ id: 1, error: expect.stringContaining("levels deep") });
});

test("wrong usage and files are one sentence and 2", async () => {
  await file("a.json", {});
  await file("broken.json", "{");
  for (const [argv, message] of [
    [[], /Say what to match: two files, or --batch/],
    [["a.json"], /two files/],
    [["a.json", "a.json"], /--part request \| response \| message/],
    [["a.json", "a.json", "--part", "cookie"], /Allowed choices are/],
    [["a.json", "a.json", "--part", "request", "--specification", "7"], /Versions from 1\.0\.0 to 4\.0/],
    [["none.json", "a.json", "--part", "request"], /none\.json cannot be read \(ENOENT\)/],
    [["broken.json", "a.json", "--part", "request"], /broken\.json is not JSON/],
    [["a.json", "--batch"], /either --batch or two files/],
  ] as [string[], RegExp][]) {
    const { code, out, error } = await tercet(argv);
    expect(code, argv.join(" ")).toBe(2);
    expect(out).toBe("");
    expect(error).toMatch(message);
    expect(error).toMatch(/^tercet: [^\n]+\n$/);
  }
});
