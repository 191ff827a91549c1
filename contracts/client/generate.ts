import { createHash } from "node:crypto";
import { parse } from "semver";
import { isObject } from "../json.ts";
import type { Contract, Operation, Response, Schema } from "../model/contract.ts";
import { schemasOf } from "../schema/compile.ts";
import { canonical } from "../schema/equality.ts";
import { comment, declaration, inOneLine, oneLine, spaced, union } from "./declaration.ts";
import { callerParameters, clientDefinition, omittedOperations } from "./definition.ts";
import { jsonMediaType } from "./media-type.ts";
import { methodNames } from "./method-names.ts";
import { key, typeName } from "./names.ts";
import { refusalsIn } from "./refusals.ts";
import { createTypePrinter, type TypePrinter } from "./typescript.ts";

/** How the generated file stands in its surroundings. */
export interface GenerateOptions {
  /** What the file imports the runtime from: the installed package where nothing is said. */
  readonly runtime?: string;
}

const imported = ["BusinessError", "CallOptions", "ClientDefinition", "Clients", "Transport"];

/**
 * Writes the TypeScript source of a typed client: an interface with one method for each operation in business objects, the
 * types of these objects, the refusals that the contract lists, told apart by `slug`, and `<service>Client(transport)`.
 * The same contract gives the same text. What no typed client can call is left out, and named in a comment.
 */
export function generateClient(contract: Contract, { runtime = "tercet" }: GenerateOptions = {}): string {
  const name = typeName(contract.service);
  const variable = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const schemas = schemasOf(contract);
  const own = [`${name}Client`, `${name}Refusal`, `${name}Refusals`];
  const printer = createTypePrinter((reference) => schemas.target(reference), [...imported, ...own]);
  const definition = clientDefinition(contract);
  const names = methodNames(contract.operations);
  const methods = contract.operations
    .filter(({ id }) => Object.hasOwn(definition.operations, id))
    .map((operation) => method(operation, names.get(operation.id) as string, printer));
  const refusals = refusalMembers(contract, printer);
  const values = [
    ...(refusals.length === 0 ? [] : ["type BusinessError"]),
    ...(methods.length === 0 ? [] : ["type CallOptions"]),
    ...["type ClientDefinition", "createClient"],
    ...(refusals.length === 0 ? [] : ["refusalsOf"]),
    "type Transport",
  ];
  const title = `${oneLine(contract.service)} ${oneLine(contract.version)}`;
  return [
    header(contract, runtime, values),
    ...printer.declarations(),
    ...(refusals.length === 0 ? [] : refusalTypes(name, title, refusals)),
    `${comment(`The operations of ${title}.`, "")}export interface ${name}Client {\n${methods.join("\n")}}\n`,
    `declare module ${JSON.stringify(runtime)} {\n  interface Clients {\n    ${key(`${contract.service}@${majorOf(contract)}`)}: ${name}Client;\n  }\n}\n`,
    table(definition),
    `/** Makes the client; tokens, instances and connections are the transport's. */\n` +
      `export function ${variable}Client(transport: Transport): ${name}Client {\n` +
      `  return createClient<${name}Client>(definition, transport);\n}\n`,
    refusals.length === 0
      ? ""
      : `/** Whether what was thrown is a refusal that the contract lists; then \`slug\` tells which. */\n` +
        `export const is${name}Refusal: (error: unknown) => error is ${name}Refusal = refusalsOf<${name}Refusal>(definition);\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Names the contract, its digest, what is left out, and how the file is made again. */
function header(contract: Contract, runtime: string, values: readonly string[]): string {
  const { service, version, document } = contract;
  const reference = `${oneLine(service)}@${oneLine(version)}`;
  const option = runtime === "tercet" ? "" : ` --runtime ${oneLine(runtime)}`;
  const digest = createHash("sha256").update(canonical(document)).digest("base64");
  const omitted = omittedOperations(contract).map(
    ({ id, reason }) => `// Left out: ${oneLine(id)}, which ${reason}.\n`,
  );
  return [
    `// Generated from the contract of ${oneLine(service)} ${oneLine(version)}; do not edit. Made again by:\n`,
    `// tercet client ${reference}${option} --out FILE\n`,
    `// Contract: sha256-${digest}\n`,
    ...omitted,
    `import { ${values.join(", ")} } from ${JSON.stringify(runtime)};\n`,
  ].join("");
}

/** What is no semantic version stands for itself. */
function majorOf({ version }: Contract): string {
  return String(parse(version)?.major ?? version);
}

function refusalMembers(contract: Contract, printer: TypePrinter): readonly string[] {
  return [...refusalsIn(contract)].map(([slug, problems]) => {
    const types = problems.map((schema) => printer.type(withoutStandardMembers(schema), "response", "  "));
    return `  ${key(slug)}:${spaced(union(types, "  "))};\n`;
  });
}

/** What a problem has beside the members of every problem (RFC 9457, section 3.1): `BusinessError` has those already. */
function withoutStandardMembers(schema: Schema): Schema {
  if (!isObject(schema) || !isObject(schema.properties) || schema.$ref !== undefined) return schema;
  const { type: _, title: __, status: ___, detail: ____, instance: _____, ...properties } = schema.properties;
  return (Object.keys(properties).length === 0 ? true : { ...schema, properties }) as Schema;
}

function refusalTypes(name: string, title: string, members: readonly string[]): readonly string[] {
  return [
    `/** The problems that ${title} may refuse with, by slug: what each says beside the members of every problem. */\nexport interface ${name}Refusals {\n${members.join("")}}\n`,
    declaration(
      `${name}Refusal`,
      `{\n  [Slug in keyof ${name}Refusals]: BusinessError<Slug, ${name}Refusals[Slug]>;\n}[keyof ${name}Refusals]`,
      `What ${title} may refuse with, told apart by \`slug\`.`,
    ),
  ];
}

function method(operation: Operation, name: string, printer: TypePrinter): string {
  const indent = "  ";
  const parameters = callerParameters(operation);
  const needed = parameters.some(({ parameter }) => parameter.required);
  const fields = parameters.map(
    ({ argument, parameter: { required, schema } }) =>
      `${key(argument)}${required ? "" : "?"}: ${printer.type(schema, "request", indent)}`,
  );
  const mediaType = jsonMediaType(operation.requestBody?.content.keys() ?? []);
  const body = mediaType === undefined ? undefined : operation.requestBody?.content.get(mediaType);
  const bodyIsRequired = operation.requestBody?.required === true;
  const signature = [
    // A required body cannot follow an optional argument.
    ...(fields.length > 0 ? [`parameters${needed || bodyIsRequired ? "" : "?"}: { ${fields.join("; ")} }`] : []),
    ...(body === undefined
      ? []
      : [`body${bodyIsRequired ? "" : "?"}: ${printer.type(body.schema, "request", indent)}`]),
    "options?: CallOptions",
  ];
  const results = successes(operation).map((response) => resultType(response, printer, indent));
  const result = results.length === 0 ? "unknown" : union(results, indent);
  return `${comment(operation.summary, indent)}${indent}${name}(${signature.join(", ")}): Promise<${result}>;\n`;
}

function successes(operation: Operation): Response[] {
  return [...operation.responses].filter(([status]) => status.startsWith("2")).map(([, response]) => response);
}

function resultType(response: Response, printer: TypePrinter, indent: string): string {
  if (response.content.size === 0) return "void";
  const mediaType = jsonMediaType(response.content.keys());
  return mediaType === undefined
    ? "unknown"
    : printer.type(response.content.get(mediaType)?.schema, "response", indent);
}

function table({ service, version, operations, refusals }: ReturnType<typeof clientDefinition>): string {
  const lines = Object.entries(operations).map(([id, operation]) => `    ${key(id)}: ${inOneLine(operation)},\n`);
  return (
    `const definition: ClientDefinition = {\n` +
    `  service: ${JSON.stringify(service)},\n  version: ${JSON.stringify(version)},\n` +
    `  operations: {\n${lines.join("")}  },\n  refusals: ${inOneLine(refusals)},\n};\n`
  );
}
