import { isObject, type JsonObject } from "../../json.ts";
import { contractError } from "../contract-error.ts";
import { pointerOfFragment } from "../pointer.ts";
import { readShape } from "../shape.ts";
import type { SourceDescription, StepTarget, WorkflowReference } from "./rules.ts";
import { reusableShape } from "./shape.ts";

/** What reading the parts of one Arazzo document needs to know of the whole. */
export interface Reading {
  readonly source: string;
  readonly document: JsonObject;
  readonly sourceDescriptions: readonly SourceDescription[];
}

/** Makes the error for a broken document. */
export function refuse(reading: Reading, pointer: string, rule: string, problem: string) {
  return contractError(reading.source, pointer, rule, problem);
}

/**
 * Replaces a Reusable Object (`reference: $components.parameters.page`) by what it names, with its own `value` where it
 * gives one. Other objects are returned as they are. Throws `TercetError` (`contract`) where it names nothing.
 */
export function dereference(
  value: unknown,
  section: "parameters" | "successActions" | "failureActions",
  pointer: string,
  reading: Reading,
): unknown {
  if (!isObject(value) || value.reference === undefined) return value;
  const { reference, value: ownValue } = readShape(reusableShape, value, pointer, reading.source);
  const prefix = `$components.${section}.`;
  const { components } = reading.document;
  const members = isObject(components) ? components[section] : undefined;
  const name = reference.startsWith(prefix) ? reference.slice(prefix.length) : "";
  const target = isObject(members) && Object.hasOwn(members, name) ? members[name] : undefined;
  if (!isObject(target)) {
    const problem = `"${reference}" names nothing; write ${prefix} and a name that is there`;
    throw refuse(reading, `${pointer}/reference`, "reference-resolves", problem);
  }
  return ownValue === undefined ? target : { ...target, value: ownValue };
}

/** Reads a workflowId, alone or as `$sourceDescriptions.<name>.<workflowId>`. */
export function readWorkflowReference(text: string, pointer: string, reading: Reading): WorkflowReference {
  const { id, sourceName } = qualified(text, "arazzo", pointer, reading);
  return sourceName === undefined ? { workflowId: id } : { workflowId: id, sourceName };
}

/** Reads what a step calls; exactly one of the three members must be there. */
export function readTarget(
  step: { operationId?: string | undefined; operationPath?: string | undefined; workflowId?: string | undefined },
  pointer: string,
  reading: Reading,
): StepTarget {
  const { operationId, operationPath, workflowId } = step;
  if ([operationId, operationPath, workflowId].filter((member) => member !== undefined).length !== 1) {
    const problem = "a step has exactly one of operationId, operationPath and workflowId; keep the one that is meant";
    throw refuse(reading, pointer, "one-target", problem);
  }
  if (workflowId !== undefined) {
    return { kind: "workflow", ...readWorkflowReference(workflowId, `${pointer}/workflowId`, reading) };
  }
  if (operationPath !== undefined) return readOperationPath(operationPath, `${pointer}/operationPath`, reading);
  const place = `${pointer}/operationId`;
  const { id, sourceName } = qualified(operationId as string, "openapi", place, reading);
  return { kind: "operationId", operationId: id, sourceName: sourceName ?? onlySource(place, reading) };
}

/** `{$sourceDescriptions.<name>.url}#<JSON Pointer>`: Arazzo 1.0, Step Object, operationPath. */
function readOperationPath(text: string, pointer: string, reading: Reading): StepTarget {
  const match = /^\{\$sourceDescriptions\.([\w-]+)\.url\}#(.+)$/.exec(text);
  const operationPointer = match === null ? undefined : pointerOfFragment(match[2] as string);
  if (match === null || operationPointer === undefined) {
    const problem = `"${text}" is no operationPath; write {$sourceDescriptions.NAME.url}#/paths/~1path/method`;
    throw refuse(reading, pointer, "operation-path", problem);
  }
  return {
    kind: "operationPath",
    operationPointer,
    sourceName: known(match[1] as string, "openapi", pointer, reading),
  };
}

function qualified(text: string, type: SourceDescription["type"], pointer: string, reading: Reading) {
  if (!text.startsWith("$")) return { id: text };
  const match = /^\$sourceDescriptions\.([\w-]+)\.(.+)$/.exec(text);
  if (match === null) {
    const problem = `"${text}" names nothing; write an id, or $sourceDescriptions.NAME.ID`;
    throw refuse(reading, pointer, "reference-resolves", problem);
  }
  return { id: match[2] as string, sourceName: known(match[1] as string, type, pointer, reading) };
}

function known(name: string, type: SourceDescription["type"], pointer: string, reading: Reading): string {
  if (reading.sourceDescriptions.some((source) => source.name === name && source.type === type)) return name;
  const problem = `there is no source description "${name}" of type ${type}; add it to sourceDescriptions`;
  throw refuse(reading, pointer, "source-known", problem);
}

function onlySource(pointer: string, reading: Reading): string {
  const [first, second] = reading.sourceDescriptions.filter(({ type }) => type === "openapi");
  if (first !== undefined && second === undefined) return first.name;
  const problem =
    first === undefined
      ? "no source description of type openapi is there; add one"
      : "there are several source descriptions; write $sourceDescriptions.NAME.OPERATION_ID";
  throw refuse(reading, pointer, "source-unambiguous", problem);
}
