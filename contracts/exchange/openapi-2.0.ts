import { isObject, type JsonObject } from "../json.ts";
import { rewrite } from "../model/grammar.ts";
import { relink } from "../model/references.ts";
import { type Defaults, liftPathItem, liftResponse } from "./swagger-operation.ts";
import { isBodyParameter, liftHeader, liftParameter, type Node } from "./swagger-parameter.ts";
import { liftSecurityScheme } from "./swagger-security.ts";

/**
 * Lifts a Swagger 2.0 document to OpenAPI 3.0: `host`, `basePath` and `schemes` become servers, body and form parameters
 * request bodies, `consumes` and `produces` media types, definitions components. References must lead to `#/definitions`,
 * `#/parameters` or `#/responses`, as `bundle` leaves them. Throws `TercetError` (`contract`) where the structure is broken.
 */
export function liftOpenApi20(document: JsonObject, source: string): JsonObject {
  const root = rewrite(document, "document", "", source, (node, kind) => {
    const linked = relink(node, kind, liftReference);
    if (kind === "schema") return liftSchema(linked);
    return kind === "header" ? liftHeader(linked) : linked;
  }) as Node;
  const { swagger: _, host, basePath, schemes, consumes, produces, components, paths, ...rest } = root;
  const { definitions, parameters, responses, securityDefinitions, ...kept } = rest;
  const shared = isObject(parameters) ? parameters : {};
  const defaults: Defaults = { consumes: strings(consumes), produces: strings(produces), parameters: shared };
  const liftItem = (item: Node) => liftPathItem(item, defaults);
  return {
    openapi: "3.0.4",
    ...kept,
    servers: liftServers(host, basePath, strings(schemes)),
    paths: mapMembers(paths, liftItem),
    components: {
      schemas: mapMembers(definitions, (schema) => schema),
      parameters: mapMembers(
        Object.fromEntries(Object.entries(shared).filter(([, parameter]) => !isBodyParameter(parameter as Node))),
        liftParameter,
      ),
      responses: mapMembers(responses, (response) => liftResponse(response, defaults.produces)),
      securitySchemes: mapMembers(securityDefinitions, liftSecurityScheme),
      pathItems: mapMembers(isObject(components) ? components.pathItems : undefined, liftItem),
    },
  } as JsonObject;
}

function liftReference(text: string): string {
  return text
    .replace(/^#\/definitions\//, "#/components/schemas/")
    .replace(/^#\/(parameters|responses)\//, "#/components/$1/");
}

/** Swagger's discriminator is a property's name; `x-nullable` is what `nullable` was called before it was one. */
function liftSchema(schema: Node): Node {
  const { discriminator, "x-nullable": nullable, type, ...rest } = schema;
  return {
    ...rest,
    ...(typeof discriminator === "string" ? { discriminator: { propertyName: discriminator } } : {}),
    ...(nullable === undefined ? {} : { nullable }),
    ...(type === undefined ? {} : type === "file" ? { type: "string", format: "binary" } : { type }),
  };
}

function liftServers(host: unknown, basePath: unknown, schemes: readonly string[]): readonly Node[] {
  const path = typeof basePath === "string" ? basePath : "/";
  if (typeof host !== "string") return [{ url: path }];
  // Without schemes it is the one by which the document was fetched, which nobody knows any more.
  return (schemes.length > 0 ? schemes : ["https"]).map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}

function mapMembers(members: unknown, lift: (member: Node) => unknown): Node {
  const entries = Object.entries(isObject(members) ? members : {});
  return Object.fromEntries(entries.map(([name, member]) => [name, isObject(member) ? lift(member) : member]));
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
