import type { Contract, Link, Operation } from "../contract.ts";
import { isExpression } from "../expression.ts";
import { pointer as join } from "../pointer.ts";
import type { LintRule, LintSubject } from "./rule.ts";

const linkTarget: LintRule = {
  id: "link-target",
  severity: "error",
  statement: "every link leads to an operation of the document",
  *find({ contract, nodes }) {
    const resolved = new Set(linksOf(contract).map(({ link }) => link.pointer));
    const used = new Set(
      contract.operations.flatMap(({ responses }) => [...responses.values()].map(({ pointer }) => pointer)),
    );
    for (const { kind, node, pointer } of nodes) {
      if (kind !== "link" || node.$ref !== undefined || resolved.has(pointer)) continue;
      // A link of components, or of a response there, may be unused; that is another rule's matter.
      if (pointer.startsWith("/components/") && !used.has(pointer.replace(/\/links\/[^/]*$/, ""))) continue;
      const target = node.operationId ?? node.operationRef;
      yield { pointer, message: `The link leads to ${target ?? "nothing"}, which is no operation here; correct it.` };
    }
  },
};

const linkParameter: LintRule = {
  id: "link-parameter",
  severity: "error",
  statement: "a link gives only parameters that its target has, and all that the target's path needs",
  *find({ contract }) {
    for (const { link, target } of linksOf(contract)) {
      for (const name of link.parameters.keys()) {
        if (parameterOf(target, name) !== undefined) continue;
        const pointer = `${link.pointer}/parameters${join(name)}`;
        yield { pointer, message: `${target.id} has no parameter ${name}; correct the name.` };
      }
      for (const parameter of target.parameters) {
        const isGiven = [...link.parameters.keys()].some((name) => parameterOf(target, name) === parameter);
        if (parameter.in !== "path" || isGiven) continue;
        yield {
          pointer: link.pointer,
          message: `The link does not say ${parameter.name}, which ${target.id} needs; add it.`,
        };
      }
    }
  },
};

const linkExpression: LintRule = {
  id: "link-expression",
  severity: "error",
  statement: "what begins with $ in a link is a runtime expression (OpenAPI 3.1, Runtime Expressions)",
  *find({ contract }) {
    for (const { link } of linksOf(contract)) {
      for (const [name, value] of link.parameters) {
        if (typeof value !== "string" || !/^\$[a-z]/.test(value) || isExpression(value)) continue;
        const pointer = `${link.pointer}/parameters${join(name)}`;
        yield { pointer, message: `${value} is no runtime expression; write one, as $response.body#/id.` };
      }
    }
  },
};

const createdLinks: LintRule = {
  id: "created-links",
  severity: "warning",
  statement: "what creates (201) links to what reads and to what deletes the object, so that a check can clean up",
  *find({ contract, responses }) {
    for (const { operation, status, response } of responses) {
      if (status !== "201") continue;
      const methods = response.links.map((link) => operationById(contract, link.operationId)?.method);
      for (const [method, verb] of [
        ["get", "reads"],
        ["delete", "deletes"],
      ] as const) {
        if (methods.includes(method)) continue;
        const message = `${operation.id} creates, but does not link to an operation that ${verb} the object; add the link.`;
        yield { pointer: response.pointer, message };
      }
    }
  },
};

function linksOf(contract: Contract): readonly { readonly link: Link; readonly target: Operation }[] {
  return contract.operations.flatMap(({ responses }) =>
    [...responses.values()].flatMap(({ links }) =>
      links.map((link) => ({ link, target: operationById(contract, link.operationId) as Operation })),
    ),
  );
}

function operationById({ operations }: LintSubject["contract"], id: string): Operation | undefined {
  return operations.find((operation) => operation.id === id);
}

/** A link names a parameter alone, or with its place in front: `path.id`. */
function parameterOf(target: Operation, name: string): Operation["parameters"][number] | undefined {
  return (
    target.parameters.find((parameter) => parameter.name === name) ??
    target.parameters.find((parameter) => `${parameter.in}.${parameter.name}` === name)
  );
}

export const linkRules: readonly LintRule[] = [linkTarget, linkParameter, linkExpression, createdLinks];
