import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SampleRun, sampleRun } from "../testing/sample-run.ts";
import { buildSite } from "./build.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tercet-site-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (...names: readonly string[]) => join(folder, ...names);
const read = (...names: readonly string[]) => readFileSync(file(...names), "utf8");

function writeLog(name: string, run: SampleRun = {}): string {
  writeFileSync(
    file(name),
    sampleRun(run)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
  );
  return file(name);
}

/** A catalog with one service in two versions, the first one released, and a business rule. */
function writeCatalog(): string {
  for (const version of ["1.0.0", "1.1.0"]) {
    const beside = file("catalog", "notes", version);
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, "openapi.json"), JSON.stringify(contract(version)));
    writeFileSync(join(beside, "rules.arazzo.json"), JSON.stringify(rules));
  }
  const digest = `sha256-${"A".repeat(43)}=`;
  writeFileSync(file("catalog", "released.json"), JSON.stringify({ "notes/1.0.0/openapi.json": digest }));
  return file("catalog");
}

async function build(changes: Partial<Parameters<typeof buildSite>[0]> = {}) {
  const notes: string[] = [];
  const report = await buildSite({
    catalog: file("none"),
    events: changes.events ?? [writeLog("run.ndjson")],
    out: file("out"),
    note: (message) => notes.push(message),
    ...changes,
  });
  return { report, notes };
}

test("the folder holds the report, the raw log and the JSON report", async () => {
  const { report } = await build();
  expect(report.verdict).toBe("fail");
  expect(readdirSync(file("out")).sort()).toEqual([".tercet-report", "contracts", "index.html", "runs"]);
  const lines = read("out", "runs", "1.ndjson").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(sampleRun())));
  expect(JSON.parse(read("out", "runs", "1.json")).verdict).toBe("fail");
});

test("several logs become one report, and each stands beside it", async () => {
  const passed = writeLog("a.ndjson", { command: "verify carts", cases: [{ case: {} }] });
  const failed = writeLog("b.ndjson", { command: "run", cases: [{ case: { id: "scenario/x" }, verdict: "fail" }] });
  const { report } = await build({ events: [passed, failed] });
  expect(report.counts).toMatchObject({ pass: 1, fail: 1 });
  expect(readdirSync(file("out", "runs"))).toEqual(["1.json", "1.ndjson", "2.json", "2.ndjson"]);
  expect(JSON.parse(read("out", "runs", "1.json")).verdict).toBe("pass");
});

test("a log that was cut is reported with a note, and its run is inconclusive", async () => {
  const whole = writeLog("run.ndjson", { cases: [{ case: {} }], finished: false });
  writeFileSync(whole, `${read("run.ndjson")}{"type":"run-fin`);
  const { notes, report } = await build({ events: [whole] });
  expect(notes).toEqual([expect.stringContaining("cut off")]);
  expect(report.verdict).toBe("inconclusive");
});

test("each contract version has a page in plain words, and the index says what is released", async () => {
  await build({ catalog: writeCatalog() });
  const page = read("out", "contracts", "notes", "1.1.0.html");
  for (const part of [
    "Keeps notes.",
    "Leaves a note",
    "Needs a token with the role author.",
    "At most 5 requests a minute for each client.",
    "Made by the client.",
    "1 to 80 characters",
    '<a href="#schema-Note">Note</a>',
    'href="#operation-readNote"',
    "id = the answer&#39;s id",
    "A note that was left can be read.",
    "answers 201, and text is &#39;hi&#39;",
    "working version",
  ]) {
    expect(page).toContain(part);
  }
  expect(read("out", "contracts", "notes", "1.0.0.html")).toContain("released: it never changes");
  expect(read("out", "contracts", "index.html")).toMatch(/1\.1\.0[\s\S]*working[\s\S]*1\.0\.0[\s\S]*released/);
  expect(JSON.parse(read("out", "contracts", "notes", "1.0.0.json"))).toEqual(contract("1.0.0"));
});

test("what a contract says is text, never markup", async () => {
  const catalog = writeCatalog();
  const hostile = contract("1.0.0");
  hostile.info.description = "<script>alert(1)</script>";
  writeFileSync(join(catalog, "notes", "1.0.0", "openapi.json"), JSON.stringify(hostile));
  await build({ catalog });
  expect(read("out", "contracts", "notes", "1.0.0.html")).not.toContain("<script>");
});

test("the same input gives the same files, and an older site is replaced as a whole", async () => {
  const catalog = writeCatalog();
  await build({ catalog });
  cpSync(file("out"), file("first"), { recursive: true });
  writeFileSync(file("out", "stale.html"), "");
  await build({ catalog });
  const files = readdirSync(file("first"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name, parentPath } of files) {
    const path = join(parentPath, name);
    expect(readFileSync(path.replace(file("first"), file("out")), "utf8")).toBe(readFileSync(path, "utf8"));
  }
  expect(existsSync(file("out", "stale.html"))).toBe(false);
});

test("a folder that was not made by this is refused and stays as it was", async () => {
  mkdirSync(file("out"));
  writeFileSync(file("out", "mine.txt"), "mine");
  await expect(build()).rejects.toMatchObject({ code: "usage", message: expect.stringContaining("did not make") });
  expect(readdirSync(file("out"))).toEqual(["mine.txt"]);
});

test("after an error there is the older site or none, and nothing half-written", async () => {
  await build();
  const before = read("out", "index.html");
  const catalog = writeCatalog();
  writeFileSync(join(catalog, "notes", "1.1.0", "openapi.json"), "{");
  await expect(build({ catalog })).rejects.toMatchObject({ code: "contract" });
  expect(read("out", "index.html")).toBe(before);
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a missing log and no log at all are errors of use", async () => {
  await expect(build({ events: [file("none.ndjson")] })).rejects.toMatchObject({ code: "usage" });
  await expect(build({ events: [] })).rejects.toMatchObject({ code: "usage" });
  expect(existsSync(file("out"))).toBe(false);
});

const contract = (version: string) => ({
  openapi: "3.1.0",
  info: { title: "Notes", version, description: "Keeps notes." },
  "x-tercet": { service: "notes" },
  paths: {
    "/v1/notes": {
      post: {
        operationId: "createNote",
        summary: "Leaves a note",
        security: [{ token: ["author"] }],
        "x-tercet": { rateLimit: { requests: 5, windowSeconds: 60 } },
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            description: "Made by the client.",
            schema: { type: "string" },
          },
        ],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
        },
        responses: {
          "201": {
            description: "The note is kept.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
            links: { read: { operationId: "readNote", parameters: { id: "$response.body#/id" } } },
          },
        },
      },
    },
    "/v1/notes/{id}": {
      get: {
        operationId: "readNote",
        summary: "Reads a note",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "200": { description: "The note." } },
      },
    },
  },
  components: {
    schemas: {
      Note: {
        type: "object",
        properties: { id: { type: "string" }, text: { type: "string", minLength: 1, maxLength: 80 } },
        required: ["text"],
      },
    },
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
  },
});

const rules = {
  arazzo: "1.0.1",
  info: { title: "Rules", version: "1.0.0" },
  sourceDescriptions: [{ name: "notes", url: "./openapi.json", type: "openapi" }],
  workflows: [
    {
      workflowId: "left-note-is-read",
      summary: "A note that was left can be read.",
      steps: [
        {
          stepId: "leave",
          operationId: "createNote",
          successCriteria: [{ condition: "$statusCode == 201" }, { condition: "$response.body#/text == 'hi'" }],
        },
      ],
    },
  ],
};
