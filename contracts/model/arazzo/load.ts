import { isObject, type JsonObject } from "../../json.ts";
import type { Schema } from "../contract.ts";
import { contractError } from "../contract-error.ts";
import { urlOf } from "../files.ts";
import { plainJson } from "../plain-json.ts";
import { decodeUri } from "../pointer.ts";
import { readText } from "../read.ts";
import { createResolver } from "../resolve.ts";
import { readShape } from "../shape.ts";
import { parseText } from "../text.ts";
import { checkRules } from "./check.ts";
import type { Rules, SourceDescription, Workflow } from "./rules.ts";
import { documentShape } from "./shape.ts";
import { type Reading, readWorkflowReference } from "./source.ts";
import { readActions, readParameters, readStep } from "./step.ts";

type Document = ReturnType<typeof readDocument>;

/**
 * Loads business rules from an Arazzo 1.0 file, JSON or YAML. Throws `TercetError` (`contract`) naming file, JSON Pointer
 * and rule where it is broken. The source descriptions are not read: the caller loads those that it needs.
 */
export async function loadRules(file: string): Promise<Rules> {
  return parseRules(parseText(await readText(urlOf(file), file), file), file);
}

/** Makes business rules of an Arazzo document in memory; `source` is its path, from which relative URLs start. */
export function parseRules(document: unknown, source: string): Rules {
  const plain = plainJson(document, source) as JsonObject;
  const shape = readDocument(plain, source);
  const sourceDescriptions = shape.sourceDescriptions.map(
    ({ name, type, url }): SourceDescription => ({ name, type, location: locationOf(url, source) }),
  );
  const reading: Reading = { source, document: plain, sourceDescriptions };
  const workflows = shape.workflows.map((workflow, index) => readWorkflow(workflow, `/workflows/${index}`, reading));
  const rules: Rules = { source, title: shape.info.title, document: plain, sourceDescriptions, workflows };
  checkRules(rules);
  return rules;
}

function readDocument(plain: JsonObject, source: string) {
  if (!isObject(plain) || plain.arazzo === undefined) {
    const problem = 'it has no "arazzo" member, so it is no Arazzo document; give one of version 1.0';
    throw contractError(source, "", "arazzo", problem);
  }
  if (!/^1\.0\.\d+(-.+)?$/.test(String(plain.arazzo))) {
    const problem = `version ${JSON.stringify(plain.arazzo)} is not supported; give an Arazzo document of version 1.0`;
    throw contractError(source, "/arazzo", "arazzo-version", problem);
  }
  return readShape(documentShape, plain, "", source);
}

function readWorkflow(workflow: Document["workflows"][number], pointer: string, reading: Reading): Workflow {
  const inherited = {
    parameters: readParameters(workflow.parameters, pointer, reading),
    onSuccess: readActions(workflow.successActions, "successActions", pointer, reading),
    onFailure: readActions(workflow.failureActions, "failureActions", pointer, reading),
  };
  return {
    workflowId: workflow.workflowId,
    summary: workflow.summary,
    description: workflow.description,
    ...(workflow.inputs === undefined ? {} : { inputs: inputsOf(workflow.inputs, `${pointer}/inputs`, reading) }),
    dependsOn: workflow.dependsOn.map((id, index) =>
      readWorkflowReference(id, `${pointer}/dependsOn/${index}`, reading),
    ),
    steps: workflow.steps.map((step, index) => readStep(step, `${pointer}/steps/${index}`, inherited, reading)),
    outputs: new Map(Object.entries(workflow.outputs)),
    pointer,
  };
}

function inputsOf(inputs: unknown, pointer: string, { document, source }: Reading): Schema {
  if (typeof inputs === "boolean") return inputs;
  return createResolver(document, source).resolve(inputs, pointer).node as JsonObject;
}

function locationOf(url: string, source: string): string {
  if (!URL.canParse(url, urlOf(source).href)) return url;
  const location = new URL(url, urlOf(source));
  return location.protocol === "file:" ? decodeUri(location.pathname) : location.href;
}
