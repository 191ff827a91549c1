import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TercetError } from "../../errors.ts";
import { loadRules, parseRules } from "./load.ts";

// biome-ignore lint/suspicious/noExplicitAny: the tests break the document in ways that no type allows
type Document = any;

function rules(): Document {
  return {
    arazzo: "1.0.1",
    info: { title: "Shelf rules", version: "1.0.0" },
    sourceDescriptions: [{ name: "shelves", url: "./openapi.json", type: "openapi" }],
    workflows: [
      {
        workflowId: "too-heavy",
        inputs: { $ref: "#/components/inputs/weight" },
        parameters: [
          { name: "trace", in: "header", value: "all" },
          { reference: "$components.parameters.page", value: 2 },
        ],
        failureActions: [{ reference: "$components.failureActions.again" }],
        steps: [
          {
            stepId: "create",
            operationId: "createShelf",
            parameters: [{ name: "trace", in: "header", value: "$inputs.trace" }],
            requestBody: { payload: { size: 1 }, replacements: [{ target: "/size", value: "$inputs.size" }] },
            successCriteria: [
              { condition: "$statusCode == 422" },
              {
                context: "$response.body",
                condition: "$.x",
                type: { type: "jsonpath", version: "draft-goessner-dispatch-jsonpath-00" },
              },
            ],
            onSuccess: [{ name: "go", type: "goto", stepId: "read" }],
            outputs: { id: "$response.body#/id" },
          },
          {
            stepId: "read",
            operationPath: "{$sourceDescriptions.shelves.url}#/paths/~1v1~1shelves/get",
            onFailure: [{ name: "again", type: "end" }],
          },
        ],
        outputs: { id: "$steps.create.outputs.id" },
      },
      {
        workflowId: "all",
        dependsOn: ["too-heavy"],
        steps: [{ stepId: "one", workflowId: "too-heavy", parameters: [{ name: "size", value: 3 }] }],
      },
    ],
    components: {
      inputs: { weight: { type: "object" } },
      parameters: { page: { name: "page", in: "query", value: 1 } },
      failureActions: {
        again: {
          name: "again",
          type: "retry",
          retryAfter: 0.5,
          retryLimit: 3,
          criteria: [{ condition: "$statusCode == 503" }],
        },
      },
    },
  };
}

test("makes the model complete: what is reused is resolved, what a workflow says for all steps stands in each", () => {
  const { title, sourceDescriptions, workflows } = parseRules(rules(), "/catalog/shelves/1.0.0/rules.arazzo.json");
  expect(title).toBe("Shelf rules");
  expect(sourceDescriptions).toEqual([
    { name: "shelves", type: "openapi", location: "/catalog/shelves/1.0.0/openapi.json" },
  ]);
  const [workflow, all] = workflows;
  expect(workflow?.inputs).toEqual({ type: "object" });
  expect([...(workflow?.outputs ?? [])]).toEqual([["id", "$steps.create.outputs.id"]]);
  const [create, read] = workflow?.steps ?? [];
  expect(create?.target).toEqual({ kind: "operationId", operationId: "createShelf", sourceName: "shelves" });
  expect(create?.parameters.map(({ name, in: place, value }) => [name, place, value])).toEqual([
    ["trace", "header", "$inputs.trace"],
    ["page", "query", 2],
  ]);
  expect(create?.requestBody).toMatchObject({
    payload: { size: 1 },
    replacements: [{ target: "/size", value: "$inputs.size" }],
  });
  expect(create?.successCriteria).toEqual([
    { condition: "$statusCode == 422", type: "simple", pointer: "/workflows/0/steps/0/successCriteria/0" },
    {
      condition: "$.x",
      context: "$response.body",
      type: "jsonpath",
      version: "draft-goessner-dispatch-jsonpath-00",
      pointer: "/workflows/0/steps/0/successCriteria/1",
    },
  ]);
  expect(create?.onFailure).toMatchObject([{ name: "again", type: "retry", retryAfterSeconds: 0.5, retryLimit: 3 }]);
  expect(read?.target).toEqual({
    kind: "operationPath",
    operationPointer: "/paths/~1v1~1shelves/get",
    sourceName: "shelves",
  });
  expect(read?.onFailure).toMatchObject([{ name: "again", type: "end" }]);
  expect(all?.dependsOn).toEqual([{ workflowId: "too-heavy" }]);
  expect(all?.steps[0]?.target).toEqual({ kind: "workflow", workflowId: "too-heavy" });
});

test("lets an operation be named with its source, which several sources need", () => {
  const document = rules();
  document.sourceDescriptions.push({ name: "walls", url: "https://walls.example/openapi.json" });
  const [{ steps }] = document.workflows;
  expect(() => parseRules(document, "r.json")).toThrow(
    "there are several source descriptions; write $sourceDescriptions.NAME",
  );
  steps[0].operationId = "$sourceDescriptions.walls.createShelf";
  const parsed = parseRules(document, "r.json");
  expect(parsed.workflows[0]?.steps[0]?.target).toMatchObject({ operationId: "createShelf", sourceName: "walls" });
  expect(parsed.sourceDescriptions[1]?.location).toBe("https://walls.example/openapi.json");
});

test("loads YAML, and says that a file is none of Arazzo", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tercet-arazzo-"));
  try {
    const file = join(directory, "rules.arazzo.yaml");
    await writeFile(
      file,
      "arazzo: 1.0.0\ninfo: {title: x, version: '1'}\nsourceDescriptions: [{name: a, url: b.json}]\nworkflows: [{workflowId: w, steps: [{stepId: s, operationId: o}]}]\n",
    );
    expect((await loadRules(file)).workflows[0]?.steps[0]?.target).toMatchObject({ operationId: "o", sourceName: "a" });
    await expect(loadRules(join(directory, "none.yaml"))).rejects.toThrow("there is no such file");
  } finally {
    await rm(directory, { recursive: true });
  }
});

const first = "/workflows/0/steps/0";
test.each<[string, (document: Document) => void, string, string]>([
  ["no Arazzo", (d) => delete d.arazzo, "", "arazzo"],
  ["another version", (d) => (d.arazzo = "1.1.0"), "/arazzo", "arazzo-version"],
  ["no workflows", (d) => (d.workflows = []), "/workflows", "structure"],
  ["a misspelt member", (d) => (d.workflows[0].steps[0].succesCriteria = []), `${first}/succesCriteria`, "structure"],
  [
    "a misspelt member of a criterion",
    (d) => (d.workflows[0].steps[0].successCriteria[0].typ = "regex"),
    `${first}/successCriteria/0/typ`,
    "structure",
  ],
  [
    "an unknown type of criterion",
    (d) => (d.workflows[0].steps[0].successCriteria[0].type = "glob"),
    `${first}/successCriteria/0/type`,
    "structure",
  ],
  [
    "a parameter without value",
    (d) => delete d.workflows[0].steps[0].parameters[0].value,
    `${first}/parameters/0/value`,
    "structure",
  ],
  [
    "a regex without context",
    (d) => (d.workflows[0].steps[0].successCriteria[0].type = "regex"),
    `${first}/successCriteria/0`,
    "criterion-context",
  ],
  ["a step that calls nothing", (d) => delete d.workflows[0].steps[0].operationId, first, "one-target"],
  ["a step that calls two", (d) => (d.workflows[0].steps[0].workflowId = "all"), first, "one-target"],
  [
    "a goto to nowhere",
    (d) => delete d.workflows[0].steps[0].onSuccess[0].stepId,
    `${first}/onSuccess/0`,
    "one-target",
  ],
  [
    "a retry upon success",
    (d) => (d.workflows[0].steps[0].onSuccess[0].type = "retry"),
    `${first}/onSuccess/0/type`,
    "structure",
  ],
  [
    "an unknown step",
    (d) => (d.workflows[0].steps[0].onSuccess[0].stepId = "x"),
    `${first}/onSuccess/0/stepId`,
    "step-known",
  ],
  [
    "an unknown workflow",
    (d) => (d.workflows[1].steps[0].workflowId = "x"),
    "/workflows/1/steps/0/workflowId",
    "workflow-known",
  ],
  ["an unknown dependency", (d) => (d.workflows[1].dependsOn = ["x"]), "/workflows/1/dependsOn/0", "workflow-known"],
  [
    "an unknown source",
    (d) => (d.workflows[0].steps[0].operationId = "$sourceDescriptions.x.y"),
    `${first}/operationId`,
    "source-known",
  ],
  [
    "an operationPath that is none",
    (d) => (d.workflows[0].steps[1].operationPath = "/paths/a"),
    "/workflows/0/steps/1/operationPath",
    "operation-path",
  ],
  [
    "a reference to nothing",
    (d) => (d.components.parameters = {}),
    "/workflows/0/parameters/1/reference",
    "reference-resolves",
  ],
  [
    "a reference to what only JavaScript has",
    (d) => (d.workflows[0].parameters[1].reference = "$components.parameters.constructor"),
    "/workflows/0/parameters/1/reference",
    "reference-resolves",
  ],
  [
    "a parameter of an operation without place",
    (d) => delete d.workflows[0].steps[0].parameters[0].in,
    `${first}/parameters/0`,
    "parameter-in",
  ],
  [
    "a parameter twice",
    (d) => d.workflows[0].parameters.push({ name: "trace", in: "header", value: 1 }),
    "/workflows/0/parameters/2",
    "unique-name",
  ],
  ["a step twice", (d) => (d.workflows[0].steps[1].stepId = "create"), "/workflows/0/steps/1/stepId", "unique-id"],
  ["a workflow twice", (d) => (d.workflows[1].workflowId = "too-heavy"), "/workflows/1/workflowId", "unique-id"],
  [
    "an output that is a constant",
    (d) => (d.workflows[0].steps[0].outputs.id = "id"),
    `${first}/outputs/id`,
    "runtime-expression",
  ],
  ["workflows in a circle", (d) => (d.workflows[0].dependsOn = ["all"]), "/workflows/0", "no-circle"],
  ["inputs that name nothing", (d) => (d.components.inputs = {}), "/workflows/0/inputs/$ref", "ref-resolves"],
])("refuses %s with pointer and rule", (_, change, pointer, rule) => {
  const document = rules();
  change(document);
  let error: unknown;
  try {
    parseRules(document, "rules.json");
  } catch (reason) {
    error = reason;
  }
  expect(error).toBeInstanceOf(TercetError);
  expect((error as TercetError).place).toEqual({ file: "rules.json", pointer, rule });
});
