import { TercetError } from "../errors.ts";
import type { Contract, Operation, Response, Schema } from "../model/contract.ts";
import { schemasOf } from "../schema/compile.ts";
import { problemSlug } from "./business-error.ts";
import { callerParameters, clientDefinition, isJson, jsonMediaType } from "./definition.ts";
import { comment, createTypePrinter, declaration, key, type TypePrinter, typeName } from "./typescript.ts";

/** How the generated file stands in its surroundings. */
export interface GenerateOptions {
  /** What the file imports the runtime from: the installed package where nothing is said. */
  readonly runtime?: string;
}

/**
 * Writes the TypeScript source of a typed client: an interface with one method for each operation in business objects, the
 * types of these objects, the refusals that the contract lists, and `<service>Client(transport)`. The same contract gives
 * the same text. Throws `TercetError` (`contract`) for operations that no typed client can call.
 */
export function generateClient(contract: Contract, { runtime = "tercet" }: GenerateOptions = {}): string {
  const name = typeName(contract.service);
  const schemas = schemasOf(contract);
  const printer = createTypePrinter(
    (reference) => schemas.target(reference),
    ["ClientDefinition", "Clients", "Transport", `${name}Client`, `${name}Refusal`],
  );
  const methods = contract.operations.map((operation) => method(contract, operation, printer));
  const slugs = [...new Set(contract.operations.flatMap((operation) => refusals(operation, schemas.target)))];
  const module = JSON.stringify(runtime);
  const option = runtime === "tercet" ? "" : ` --runtime ${runtime}`;
  const { service, version, operations } = clientDefinition(contract);
  const table = Object.entries(operations)
    .map(
      ([id, operation]) => `    ${id}: ${inOneLine(operation)},
`,
    )
    .join("");
  const variable = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [
    `// Generated from the contract of ${oneLine(contract.service)} ${oneLine(contract.version)}; do not edit. Made again by:\n` +
      `// tercet client ${oneLine(contract.service)}@${oneLine(contract.version)}${option} --out FILE\n` +
      `import { type ClientDefinition, createClient, type Transport } from ${module};\n`,
    ...printer.declarations(),
    slugs.length === 0
      ? ""
      : declaration(
          `${name}Refusal`,
          slugs.map((slug) => `\n  | ${JSON.stringify(slug)}`).join(""),
          `What ${oneLine(contract.service)} may refuse with: the slugs of \`BusinessError\`.`,
        ),
    `${comment(`The operations of ${oneLine(contract.service)} ${oneLine(contract.version)}.`, "")}export interface ${name}Client {\n${methods.join("\n")}}\n`,
    `declare module ${module} {\n  interface Clients {\n    ${key(contract.service)}: ${name}Client;\n  }\n}\n`,
    `const definition: ClientDefinition = {\n` +
      `  service: ${JSON.stringify(service)},\n  version: ${JSON.stringify(version)},\n  operations: {\n${table}  },\n};\n`,
    `/** Makes the client; tokens, instances, idempotency keys and validation are the transport's. */\n` +
      `export function ${variable}Client(transport: Transport): ${name}Client {\n` +
      `  return createClient<${name}Client>(definition, transport);\n}\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function method(contract: Contract, operation: Operation, printer: TypePrinter): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(operation.id)) {
    throw new TercetError(
      "contract",
      `${contract.source}: ${operation.id} has no operationId that can name a method; give it one like "getCart".`,
      { place: { file: contract.source, pointer: operation.pointer, rule: "operation-id" } },
    );
  }
  const indent = "  ";
  const parameters = callerParameters(operation);
  const needed = parameters.some((parameter) => parameter.required);
  const fields = parameters.map(
    ({ name, required, schema }) => `${key(name)}${required ? "" : "?"}: ${printer.type(schema, indent)}`,
  );
  const mediaType = jsonMediaType(operation.requestBody?.content.keys() ?? []);
  const body = mediaType === undefined ? undefined : operation.requestBody?.content.get(mediaType);
  const bodyIsRequired = operation.requestBody?.required === true;
  const signature = [
    // A required body cannot follow an optional argument.
    ...(fields.length > 0 ? [`parameters${needed || bodyIsRequired ? "" : "?"}: { ${fields.join("; ")} }`] : []),
    ...(body === undefined ? [] : [`body${bodyIsRequired ? "" : "?"}: ${printer.type(body.schema, indent)}`]),
  ];
  const result = [...new Set(successes(operation).map((response) => resultType(response, printer, indent)))].join(
    " | ",
  );
  return `${comment(operation.summary, indent)}${indent}${operation.id}(${signature.join(", ")}): Promise<${result || "unknown"}>;\n`;
}

function successes(operation: Operation): Response[] {
  return [...operation.responses].filter(([status]) => status.startsWith("2")).map(([, response]) => response);
}

function resultType(response: Response, printer: TypePrinter, indent: string): string {
  if (response.content.size === 0) return "void";
  const mediaType = jsonMediaType(response.content.keys());
  return mediaType === undefined ? "unknown" : printer.type(response.content.get(mediaType)?.schema, indent);
}

/** The problem types that an operation's error responses list by `const` or `enum`, as slugs. */
function refusals(operation: Operation, resolve: (reference: string) => Schema | undefined): string[] {
  const errors = [...operation.responses].filter(([status]) => !status.startsWith("2"));
  return errors.flatMap(([, response]) =>
    [...response.content]
      .filter(([mediaType]) => isJson(mediaType))
      .flatMap(([, { schema }]) => problemTypes(schema, resolve))
      .map(problemSlug),
  );
}

function problemTypes(
  schema: Schema | undefined,
  resolve: (reference: string) => Schema | undefined,
  depth = 0,
): unknown[] {
  if (schema === undefined || typeof schema === "boolean" || depth > 8) return [];
  const deeper = (part: unknown) => problemTypes(part as Schema, resolve, depth + 1);
  if (typeof schema.$ref === "string") return deeper(resolve(schema.$ref));
  const type = (schema.properties as { type?: { const?: unknown; enum?: unknown[] } } | undefined)?.type;
  const own = type === undefined ? [] : "const" in type ? [type.const] : (type.enum ?? []);
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...own, ...parts.flatMap(deeper)];
}

function inOneLine(value: unknown): string {
  // Line ends within strings are escaped, so these are all between tokens.
  return JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, " ");
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
}
