import { isObject, type JsonObject } from "../json.ts";
import type { Method, Operation, RequestBody, SecurityRequirement } from "./contract.ts";
import { contractError } from "./contract-error.ts";
import { operationExtensionSchema } from "./extension.ts";
import type { LinkTargets } from "./links.ts";
import { readContent } from "./media-type.ts";
import { readParameters } from "./parameters.ts";
import { pointer as join } from "./pointer.ts";
import type { Located, Resolver } from "./resolve.ts";
import { readResponses } from "./responses.ts";
import { serverPath } from "./servers.ts";
import { operationShape, readShape, requestBodyShape, securityShape } from "./shape.ts";

const methods: readonly Method[] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation as it stands in the document, found but not read. */
interface Found {
  readonly id: string;
  readonly method: Method;
  readonly template: string;
  readonly pathItem: Located;
  readonly operation: Located;
  /** Where it stands below `paths`, also where that path is a `$ref`. */
  readonly nominal: string;
}

/**
 * Reads all operations of a bundled OpenAPI 3.1 document. Throws `TercetError` (`contract`) where one cannot be used:
 * an operationId that occurs twice, a path without slash, a part of a path that is no parameter, broken structure.
 */
export function readOperations(document: JsonObject, resolver: Resolver): readonly Operation[] {
  const found = findOperations(document, resolver);
  const targets: LinkTargets = {
    byOperationId: new Map(found.filter(({ operation }) => operation.node.operationId).map(({ id }) => [id, id])),
    byPointer: new Map(
      found.flatMap(({ id, nominal, operation }) => [[nominal, id] as const, [operation.pointer, id]]),
    ),
  };
  return found.map((one) => readOperation(one, document, resolver, targets));
}

function findOperations(document: JsonObject, resolver: Resolver): readonly Found[] {
  const found: Found[] = [];
  const pointers = new Map<string, string>();
  for (const [template, value] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    if (template.startsWith("x-")) continue;
    const place = `/paths${join(template)}`;
    if (!template.startsWith("/")) {
      throw contractError(
        resolver.source,
        place,
        "path-slash",
        `the path "${template}" must begin with a slash; add it`,
      );
    }
    const { pathItem, own } = readPathItem(value, place, resolver);
    for (const method of methods) {
      if (pathItem.node[method] === undefined) continue;
      const holder = Object.hasOwn(own, method) ? place : pathItem.pointer;
      const operation = resolver.resolve(pathItem.node[method], `${holder}/${method}`);
      const { operationId } = readShape(operationShape, operation.node, operation.pointer, resolver.source);
      // An empty one names nothing.
      const id = operationId || `${method.toUpperCase()} ${template}`;
      const other = pointers.get(id);
      if (other !== undefined) {
        const problem = `the operationId "${id}" is that of ${other} too; give each operation its own`;
        throw contractError(resolver.source, `${operation.pointer}/operationId`, "unique-operation-id", problem);
      }
      pointers.set(id, operation.pointer);
      found.push({ id, method, template, pathItem, operation, nominal: `${place}/${method}` });
    }
  }
  return found;
}

/** A path item may have a `$ref` and members beside it; those win, as in what a `$ref` inherits. */
function readPathItem(value: unknown, place: string, resolver: Resolver) {
  if (!isObject(value)) throw contractError(resolver.source, place, "structure", "must be an object");
  const { $ref, ...own } = value;
  const target = resolver.resolve($ref === undefined ? own : { $ref }, place);
  return { pathItem: { node: { ...target.node, ...own }, pointer: target.pointer }, own };
}

function readOperation(found: Found, document: JsonObject, resolver: Resolver, targets: LinkTargets): Operation {
  const { id, method, template, pathItem, operation } = found;
  const { source } = resolver;
  const { node, pointer } = operation;
  const shape = readShape(operationShape, node, pointer, source);
  const parameters = readParameters(pathItem, operation, resolver);
  for (const [, name] of template.matchAll(/\{([^{}]*)\}/g)) {
    if (parameters.some((parameter) => parameter.in === "path" && parameter.name === name)) continue;
    const problem = `the path has {${name}}, but no parameter with "in": "path" and this name is declared; add it`;
    throw contractError(source, pointer, "path-parameter-declared", problem);
  }
  const security = shape.security ?? readShape(securityShape.default([]), document.security, "/security", source);
  const extension = node["x-tercet"] ?? {};
  return {
    id,
    method,
    path: serverPath([operation, pathItem, { node: document, pointer: "" }], resolver) + template,
    pointer,
    summary: shape.summary ?? "",
    parameters,
    ...(node.requestBody === undefined
      ? {}
      : { requestBody: readRequestBody(resolver.resolve(node.requestBody, `${pointer}/requestBody`), resolver) }),
    responses: readResponses(operation, resolver, targets),
    security: security.map(readRequirement),
    extension: readShape(operationExtensionSchema, extension, `${pointer}/x-tercet`, source, "x-tercet"),
  };
}

function readRequestBody(located: Located, resolver: Resolver): RequestBody {
  const { required } = readShape(requestBodyShape, located.node, located.pointer, resolver.source);
  return { required, content: readContent(located, resolver) };
}

function readRequirement(requirement: Readonly<Record<string, readonly string[]>>): SecurityRequirement {
  return { schemes: Object.entries(requirement).map(([name, roles]) => ({ name, roles })) };
}
