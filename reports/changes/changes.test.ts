import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ContractDiff, changeRules, diffContracts, parseContract } from "../../contracts/index.ts";
import { createLocate } from "./locate.ts";
import type { ChangesReport } from "./model.ts";
import { changeFormat } from "./render.ts";

const document = (name: object, description = "All.") => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  paths: {
    "/v1/things": {
      post: {
        operationId: "createThing",
        requestBody: { content: { "application/json": { schema: { type: "object", properties: { name } } } } },
        responses: { 201: { description } },
      },
    },
  },
});
const before = document({ type: "string", maxLength: 50 });
// What a document says must not become an order to a terminal, a CI system or Markdown.
const after = document(
  { type: "string", enum: ["a,b", "::error::x\n::error::y", "<b>@you</b>", "\u001b[31m"] },
  "Every one.",
);

let report: ChangesReport;
let diff: ContractDiff;
beforeAll(async () => {
  diff = diffContracts(await parseContract(before, "old.json"), await parseContract(after, "new.json"));
  const text = (value: object) => JSON.stringify(value, null, 2);
  report = {
    diff,
    parts: [
      {
        diff,
        before: { file: "old.json", text: text(before) },
        after: { file: "sub folder/new.json", text: text(after) },
      },
    ],
    toolVersion: "1.2.3",
  };
});
const render = (format: string) => changeFormat(format)(report);
/** The line on which a text stands in the new document. */
const lineOf = (part: string) =>
  JSON.stringify(after, null, 2)
    .split("\n")
    .findIndex((line) => line.includes(part)) + 1;

describe("changes as JSON", () => {
  it("have stable members, and the whole in counts and a verdict", () => {
    const json = JSON.parse(render("json"));
    expect(json).toMatchObject({
      schema: "tercet-contract-diff/1",
      tool: { name: "tercet", version: "1.2.3" },
      before: { service: "things", version: "1.0.0", source: "old.json" },
      verdict: "breaking",
      counts: { breaking: 1, unknown: 0, compatible: 2 },
      version: { step: "major", suggested: "2.0.0", enough: false },
    });
    const [first] = json.changes;
    expect(Object.keys(first)).toEqual(
      "rule effect direction operation operations pointer before after file message witness".split(" "),
    );
    expect(first).toMatchObject({
      rule: "request-enum-value-removed",
      effect: "breaking",
      direction: "request",
      operation: "createThing",
      operations: ["createThing"],
      before: expect.stringMatching(/\/properties\/name$/),
      file: "sub folder/new.json",
      witness: { kind: "request", method: "POST", path: "/v1/things" },
    });
    expect(first.pointer).toBe(first.after);
  });
});

describe("changes as SARIF", () => {
  it("are a log of version 2.1.0 whose results name a rule, a level and a line that is there", () => {
    const { version, $schema, runs } = JSON.parse(render("sarif"));
    expect([version, runs.length]).toEqual(["2.1.0", 1]);
    expect($schema).toContain("sarif-schema-2.1.0.json");
    const [{ tool, results }] = runs;
    expect(results).toHaveLength(diff.changes.length);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]).toEqual({
        id: ruleId,
        shortDescription: { text: changeRules[ruleId]?.says },
      });
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).toMatch(/\.$/);
      const [{ physicalLocation }] = locations;
      expect(URL.canParse(physicalLocation.artifactLocation.uri, "file:///repository/")).toBe(true);
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(physicalLocation.region.startColumn).toBeGreaterThan(0);
    }
    const [first] = results;
    expect(first.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "sub%20folder/new.json" },
      region: { startLine: lineOf('"enum"') },
    });
  });
});

describe("changes as annotations", () => {
  it("are one command a line, with file and line, and nothing of the document is a command", () => {
    const lines = render("github").trimEnd().split("\n");
    expect(lines).toHaveLength(diff.changes.length);
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::\S/);
    }
    expect(lines[0]).toContain(`::error file=sub folder/new.json,line=${lineOf('"enum"')},`);
  });
});

describe("changes for people", () => {
  it("begin with what breaks and its witness, and end with one sentence on the version", () => {
    const text = render("people");
    expect(text).toMatch(/^Breaking\n {2}✗ /);
    expect(text).toMatch(/> POST \/v1\/things\n/);
    expect(text).toMatch(
      /\nthings 1\.0\.0 → 1\.0\.0: 1 breaking change, 2 compatible changes\. The version must at least be 2\.0\.0\.\n$/,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
    expect(text).not.toMatch(/\u001b|^\s*::error/m);
  });

  it("say that nothing changed", () => {
    const none = { ...report, diff: { ...diff, changes: [] } };
    expect(changeFormat("people")(none)).toBe("things 1.0.0 → 1.0.0: no change.\n");
  });
});

describe("changes as Markdown", () => {
  it("show what breaks, fold what does not, and make nothing of the document", () => {
    const text = render("markdown");
    expect(text).toMatch(/^### Contract changes\n/);
    expect(text).toContain("#### Breaking (1)");
    expect(text).toMatch(/```http\n {2}POST \/v1\/things\n/);
    expect(text).toContain("<details>\n<summary>Compatible (2)</summary>");
    expect(text).not.toMatch(/<b>|@you/);
  });
});

describe("changeFormat", () => {
  it("names the formats that there are", () => {
    expect(() => changeFormat("html")).toThrow("the formats are people, json, markdown, github, sarif");
    expect(() => changeFormat("toString")).toThrow("There is no format");
  });
});

describe("createLocate", () => {
  const yaml = "a:\n  b/c: 1\n  d:\n    - x\n    - e: 2\n";

  it("finds members and items in JSON and YAML, and of what is not there the nearest that holds it", () => {
    for (const text of [yaml, JSON.stringify(parse(yaml), null, 2)]) {
      const lineAt = createLocate(text);
      const at = (part: string) => text.split("\n").findIndex((line) => line.includes(part)) + 1;
      expect(lineAt("/a/b~1c").line).toBe(at("b/c"));
      expect(lineAt("/a/d/1/e").line).toBe(at("2"));
      expect(lineAt("/a/d/1/f/g")).toEqual(lineAt("/a/d/1"));
      expect(lineAt("/z")).toEqual({ line: 1, column: 1 });
    }
    expect(createLocate(undefined)("/a")).toEqual({ line: 1, column: 1 });
  });
});
