import { isObject } from "../json.ts";
import type { Parameter, Schema } from "./contract.ts";
import { readContent, readExamples } from "./media-type.ts";
import type { Located, Resolver } from "./resolve.ts";
import { parameterShape, readShape } from "./shape.ts";

/** Headers that are described elsewhere in OpenAPI; a parameter of such a name is ignored (3.1, Parameter Object). */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

const defaultStyles = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;

/** Reads the parameters of an operation; one of its own replaces that of the path with the same name and place. */
export function readParameters(pathItem: Located, operation: Located, resolver: Resolver): readonly Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const { node, pointer } of [pathItem, operation]) {
    const items = Array.isArray(node.parameters) ? node.parameters : [];
    for (const [index, item] of items.entries()) {
      const parameter = readParameter(resolver.resolve(item, `${pointer}/parameters/${index}`), resolver);
      const isHeader = parameter.in === "header";
      if (isHeader && ignoredHeaders.has(parameter.name.toLowerCase())) continue;
      // Header names are case insensitive, RFC 9110 section 5.1.
      parameters.set(`${parameter.in} ${isHeader ? parameter.name.toLowerCase() : parameter.name}`, parameter);
    }
  }
  return [...parameters.values()];
}

function readParameter(located: Located, resolver: Resolver): Parameter {
  const { node, pointer } = located;
  const shape = readShape(parameterShape, node, pointer, resolver.source);
  const style = shape.style ?? defaultStyles[shape.in];
  const [mediaType, content] = [...readContent(located, resolver)][0] ?? [];
  return {
    name: shape.name,
    in: shape.in,
    required: shape.required || shape.in === "path",
    schema: schemaOf(node.schema) ?? content?.schema ?? true,
    style,
    explode: shape.explode ?? style === "form",
    ...(mediaType === undefined ? {} : { mediaType }),
    examples: content?.examples ?? readExamples(located, resolver),
    pointer,
  };
}

function schemaOf(value: unknown): Schema | undefined {
  return isObject(value) || typeof value === "boolean" ? (value as Schema) : undefined;
}
