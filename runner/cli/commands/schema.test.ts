import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../main.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-schema-"));
  const files = {
    "id.json": { type: "integer", minimum: 1 },
    "number.yaml": "type: number\n",
    "formatted.json": { type: "string", format: "date" },
    "text.json": { type: "string" },
    "elsewhere.json": { $ref: "https://example.com/elsewhere" },
    "api.json": {
      openapi: "3.1.0",
      info: { title: "Carts", version: "1.0.0" },
      paths: {},
      components: {
        schemas: { Id: { type: "integer" }, Ids: { type: "array", items: { $ref: "#/components/schemas/Id" } } },
      },
    },
    "list.json": ["no schema"],
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
  }
});
afterEach(() => rm(cwd, { recursive: true }));

async function tercet(argv: readonly string[], input = "") {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const context = { cwd, env: {}, stdin, stdout, stderr, version: "0.0.0" };
  const code = await runCli(["schema", "contains", ...argv], { ...context, signal: new AbortController().signal });
  return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
}

describe("two files", () => {
  test("contained is exit 0, not contained 1 with the witness, unknown 3 with the reason", async () => {
    expect(await tercet(["id.json", "number.yaml"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Contained/),
    });
    const refused = await tercet(["number.yaml", "id.json", "--json"]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toEqual({ verdict: "not-contained", witness: expect.any(Number) });
    expect(await tercet(["text.json", "elsewhere.json"])).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^Unknown: .*leads out of the document/),
    });
  });

  test("--formats says how format is read", async () => {
    expect(await tercet(["text.json", "formatted.json"])).toMatchObject({ code: 1 });
    expect(await tercet(["text.json", "formatted.json", "--formats", "asserted"])).toMatchObject({ code: 1 });
    expect(await tercet(["text.json", "formatted.json", "--formats", "annotated"])).toMatchObject({ code: 0 });
  });

  test("a pointer names a schema in a file, and its references lead into that file", async () => {
    const { code, stdout } = await tercet(["api.json#/components/schemas/Ids", "id.json", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).witness).toBeInstanceOf(Array);
    expect(await tercet(["api.json#/components/schemas/Id", "number.yaml"])).toMatchObject({ code: 0 });
  });

  test.each([
    [["id.json"], /two files, or --batch/],
    [["id.json", "nothing.json"], /nothing\.json.*no such file/],
    [["id.json", "list.json"], /list\.json.*no schema/],
    [["id.json", "api.json"], /api\.json#\/components\/schemas\/NAME/],
    [["id.json", "api.json#/components/schemas/None"], /there is nothing/],
    [["id.json", "number.yaml", "--batch"], /not both/],
  ])("%j is one sentence and exit 2", async (argv, sentence) => {
    const { code, stdout, stderr } = await tercet(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^tercet: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
  });
});

describe("--batch", () => {
  const line = (value: unknown) => `${typeof value === "string" ? value : JSON.stringify(value)}\n`;

  test("answers each line in order", async () => {
    const input = [
      { id: 1, left: { type: "integer" }, right: { type: "number" } },
      { id: "b", left: true, right: { type: "null" } },
      { id: "c", left: true, right: { $ref: "https://example.com/elsewhere" } },
    ];
    const { code, stdout } = await tercet(["--batch"], input.map(line).join(""));
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text)),
    ).toEqual([
      { id: 1, verdict: "contained" },
      { id: "b", verdict: "not-contained", witness: expect.anything() },
      { id: "c", verdict: "unknown", reason: expect.stringContaining("leads out") },
    ]);
  });

  test("a number that cannot be held as it is written is not taken for another one", async () => {
    const input = '{"id":1,"left":{"const":9007199254740993},"right":{"const":9007199254740992}}\n';
    const { code, stdout } = await tercet(["--batch"], input);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: 1,
      verdict: "unknown",
      reason: expect.stringContaining("9007199254740993"),
    });
    await writeFile(join(cwd, "odd.json"), '{"const":9007199254740993}');
    await writeFile(join(cwd, "even.json"), '{"multipleOf":2}');
    expect(await tercet(["odd.json", "even.json"])).toMatchObject({ code: 3 });
  });

  test("a bad line is unknown with its reason, the others go on, and the end is exit 2", async () => {
    const input = [
      "{oops",
      { id: 2, left: 3, right: true },
      { id: 3, left: true },
      "[]",
      { id: 4, left: false, right: false },
    ];
    const { code, stdout } = await tercet(["--batch"], input.map(line).join(""));
    expect(code).toBe(2);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text)),
    ).toEqual([
      { id: null, verdict: "unknown", reason: expect.stringMatching(/^Line 1 /) },
      { id: 2, verdict: "unknown", reason: expect.stringContaining('"left"') },
      { id: 3, verdict: "unknown", reason: expect.stringContaining('"right"') },
      { id: null, verdict: "unknown", reason: expect.stringMatching(/^Line 4 /) },
      { id: 4, verdict: "contained" },
    ]);
  });
});
