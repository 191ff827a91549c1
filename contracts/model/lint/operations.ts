import { pointer } from "../pointer.ts";
import { declares, type LintRule } from "./rule.ts";

const operationId: LintRule = {
  id: "operation-id",
  severity: "warning",
  statement: "every operation has an operationId: links, clients and reports call it by that name",
  *find({ contract }) {
    for (const { id, pointer } of contract.operations) {
      if (id.includes(" ")) yield { pointer, message: `${id} has no operationId; give it one.` };
    }
  },
};

const pathVersion: LintRule = {
  id: "path-version",
  severity: "warning",
  statement: "every path carries its major version, so that two versions can answer side by side",
  *find({ contract }) {
    for (const { path, pointer } of contract.operations) {
      if (path === contract.extension.metrics || path.split("/").some((segment) => /^v\d+$/.test(segment))) continue;
      yield { pointer, message: `The path ${path} has no major version; begin it with /v1.` };
    }
  },
};

const unambiguousPath: LintRule = {
  id: "unambiguous-path",
  severity: "error",
  statement: "no two operations of one method have paths that differ in the names of parameters only",
  *find({ contract }) {
    const known = new Map<string, string>();
    for (const { method, path, pointer } of contract.operations) {
      const form = `${method} ${path.replaceAll(/\{[^{}]*\}/g, "{}")}`;
      const other = known.get(form);
      if (other !== undefined) yield { pointer, message: `${path} and ${other} match the same requests; keep one.` };
      known.set(form, path);
    }
  },
};

const pathParameterUsed: LintRule = {
  id: "path-parameter-used",
  severity: "error",
  statement: "every declared path parameter occurs in the path",
  *find({ contract }) {
    for (const { path, parameters } of contract.operations) {
      for (const { name, in: place, pointer } of parameters) {
        if (place !== "path" || path.includes(`{${name}}`)) continue;
        yield { pointer, message: `The path ${path} has no {${name}}; remove the parameter, or add it to the path.` };
      }
    }
  },
};

const uniqueParameter: LintRule = {
  id: "unique-parameter",
  severity: "error",
  statement: "no list of parameters holds the same name and place twice",
  *find({ nodes }) {
    for (const { node, pointer: place } of nodes) {
      const seen = new Set<string>();
      for (const [index, parameter] of (Array.isArray(node.parameters) ? node.parameters : []).entries()) {
        const key = typeof parameter?.$ref === "string" ? parameter.$ref : `${parameter?.in} ${parameter?.name}`;
        if (seen.has(key))
          yield { pointer: place + pointer("parameters", index), message: `${key} is listed twice; keep one.` };
        seen.add(key);
      }
    }
  },
};

const inputResponse: LintRule = {
  id: "input-response",
  severity: "warning",
  statement: "an operation that takes input says how it refuses a wrong one: 400, 422 or 4XX",
  *find({ contract }) {
    for (const { id, parameters, requestBody, responses, pointer } of contract.operations) {
      if (parameters.length === 0 && requestBody === undefined) continue;
      if (declares(responses, "400") || responses.has("422")) continue;
      yield { pointer, message: `${id} declares no answer to a wrong input; add the response 400.` };
    }
  },
};

const idempotencyKey: LintRule = {
  id: "idempotency-key",
  severity: "warning",
  statement: "a POST that creates requires an Idempotency-Key header, so that a repeated message has one effect",
  *find({ contract }) {
    for (const { id, method, parameters, responses, pointer } of contract.operations) {
      if (method !== "post" || !responses.has("201")) continue;
      const key = parameters.find((one) => one.in === "header" && one.name.toLowerCase() === "idempotency-key");
      if (key === undefined)
        yield { pointer, message: `${id} creates, but declares no Idempotency-Key header; add it.` };
      else if (!key.required) yield { pointer: key.pointer, message: "The Idempotency-Key header must be required." };
    }
  },
};

export const operationRules: readonly LintRule[] = [
  operationId,
  pathVersion,
  unambiguousPath,
  pathParameterUsed,
  uniqueParameter,
  inputResponse,
  idempotencyKey,
];
