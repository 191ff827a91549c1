import type { Json, JsonObject } from "../../json.ts";
import type { ContractSource } from "./define-contract.ts";
import type { LinkDefinition, OperationDefinition, Parameters, ResponseDefinition, ZodSchema } from "./definition.ts";
import { componentPrefix } from "./json-schema.ts";
import { convertSchemas, type DocumentSchemas, isOptional } from "./schemas.ts";
import { contentOf, slotsOf } from "./slots.ts";

/** The name of the one security scheme: a JSON Web Token in the header `Authorization` (RFC 6750). */
export const securityScheme = "token";

/**
 * Writes an authored contract as an OpenAPI 3.1 document; the same source gives the same bytes. Throws `TercetError`
 * (`contract`) naming the place of a schema that JSON Schema cannot say.
 */
export function openApi(source: ContractSource): JsonObject {
  const schemas = convertSchemas([...slotsOf(source)], source.schemas ?? {});
  const shared: Shared = { schemas, headers: headersUsedOften(source), responses: new Map() };
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [id, operation] of Object.entries<OperationDefinition>(source.operations)) {
    paths[operation.path] ??= {};
    (paths[operation.path] as Record<string, JsonObject>)[operation.method] = writeOperation(id, operation, shared);
  }
  return {
    openapi: "3.1.0",
    info: { title: source.title, version: source.version, description: source.description },
    "x-tercet": { service: source.service, ...(source.extension as JsonObject | undefined) },
    paths,
    components: {
      securitySchemes: { [securityScheme]: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: schemas.components,
      headers: Object.fromEntries([...shared.headers].map(([name, schema]) => [name, writeHeader(schema, schemas)])),
      responses: Object.fromEntries(shared.responses),
    },
  };
}

/** What is written once under `components`. */
interface Shared {
  readonly schemas: DocumentSchemas;
  /** Response headers that several responses have. */
  readonly headers: ReadonlyMap<string, ZodSchema>;
  /** Filled as responses that name their component are met. */
  readonly responses: Map<string, JsonObject>;
}

function writeOperation(id: string, operation: OperationDefinition, shared: Shared): JsonObject {
  const { schemas } = shared;
  const parameters = [
    ...writeParameters("path", operation.pathParameters, schemas),
    ...writeParameters("query", operation.query, schemas),
    ...writeParameters("header", operation.headers, schemas),
  ];
  const { body } = operation;
  return {
    operationId: id,
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: operation.roles === "public" ? [] : writeRoles(operation.roles),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !isOptional(body),
            content: {
              "application/json": { schema: schemas.at(body, "input"), ...writeExamples(operation.examples) },
            },
          },
        }),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [status, referToResponse(response, shared)]),
    ),
    ...(operation.extension === undefined ? {} : { "x-tercet": operation.extension as JsonObject }),
  };
}

/** Alternatives are requirement objects of their own; roles are listed as OpenAPI 3.1 (4.8.30) allows for any scheme. */
function writeRoles(roles: readonly string[]): readonly JsonObject[] {
  return roles.length === 0 ? [{ [securityScheme]: [] }] : roles.map((role) => ({ [securityScheme]: [role] }));
}

function writeParameters(place: string, parameters: Parameters = {}, schemas: DocumentSchemas): JsonObject[] {
  return Object.entries(parameters).map(([name, zod]) => {
    const { description, example, schema } = takeAnnotations(schemas.at(zod, "input"), schemas);
    return {
      name,
      in: place,
      required: place === "path" || !isOptional(zod),
      ...(description === undefined ? {} : { description }),
      schema,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function referToResponse(response: ResponseDefinition, shared: Shared): JsonObject {
  const { component } = response;
  if (component === undefined) return writeResponse(response, shared);
  if (!shared.responses.has(component)) shared.responses.set(component, writeResponse(response, shared));
  return { $ref: `#/components/responses/${component}` };
}

function writeResponse(response: ResponseDefinition, { schemas, headers: often }: Shared): JsonObject {
  const headers = Object.entries(response.headers ?? {}).map(([name, schema]) => [
    name,
    often.get(name) === schema ? { $ref: `#/components/headers/${name}` } : writeHeader(schema, schemas),
  ]);
  const content = Object.entries(contentOf(response)).map(([mediaType, schema]) => [
    mediaType,
    { schema: schemas.at(schema, "output"), ...writeExamples(response.examples) },
  ]);
  const links = Object.entries(response.links ?? {}).map(([name, link]) => [name, writeLink(name, link)]);
  return {
    description: response.description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
  };
}

function writeHeader(zod: ZodSchema, schemas: DocumentSchemas): JsonObject {
  const { description, schema } = takeAnnotations(schemas.at(zod, "output"), schemas);
  return { ...(description === undefined ? {} : { description }), required: !isOptional(zod), schema };
}

function writeLink(name: string, link: LinkDefinition): JsonObject {
  return {
    operationId: link.operationId ?? name,
    ...(link.description === undefined ? {} : { description: link.description }),
    ...(link.parameters === undefined ? {} : { parameters: link.parameters as JsonObject }),
    ...(link.requestBody === undefined ? {} : { requestBody: link.requestBody as Json }),
  };
}

function writeExamples(examples: Readonly<Record<string, unknown>> = {}): JsonObject {
  const entries = Object.entries(examples).map(([name, value]) => [name, { value: value as Json }]);
  return entries.length === 0 ? {} : { examples: Object.fromEntries(entries) };
}

/** Where OpenAPI has its own place for description and example, they are moved there from the schema. */
function takeAnnotations(
  converted: JsonObject,
  schemas: DocumentSchemas,
): { description: Json | undefined; example: Json | undefined; schema: JsonObject } {
  const { description, examples, ...schema } = converted;
  const name = typeof schema.$ref === "string" ? schema.$ref.slice(componentPrefix.length) : undefined;
  const named = name === undefined ? undefined : (schemas.components[name] as JsonObject);
  const [example] = (examples ?? named?.examples ?? []) as readonly Json[];
  return { description, example, schema };
}

/** Response headers that stand in more than one place as the same schema; of two with one name, the first. */
function headersUsedOften(source: ContractSource): ReadonlyMap<string, ZodSchema> {
  const uses = new Map<ZodSchema, number>();
  const often = new Map<string, ZodSchema>();
  for (const { responses } of Object.values<OperationDefinition>(source.operations)) {
    for (const [name, schema] of Object.values(responses).flatMap(({ headers }) => Object.entries(headers ?? {}))) {
      uses.set(schema, (uses.get(schema) ?? 0) + 1);
      if (uses.get(schema) === 2 && !often.has(name)) often.set(name, schema);
    }
  }
  return often;
}
