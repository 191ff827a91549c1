import { TercetError } from "../../errors.ts";
import { serviceExtensionSchema } from "../../model/extension.ts";
import type { ContractDefinition, OperationDefinition, OperationDefinitions } from "./definition.ts";

// Registered, so that a contract is known even when a team's tree holds two copies of this package.
const brand = Symbol.for("tercet.contract-source");

/** An authored contract: the definition as given; its schemas are there for the service to validate with. */
export type ContractSource<Operations extends OperationDefinitions = OperationDefinitions> =
  ContractDefinition<Operations> & { readonly [brand]: true };

/**
 * Defines a service's contract in zod. Exported from a file in the folder `source` beside the catalog, it is written to
 * `<catalog>/<service>/<version>/openapi.json` by `tercet contracts build`.
 * Throws `TercetError` (`contract`) for a name, version, path or link that cannot be.
 */
export function defineContract<const Operations extends OperationDefinitions>(
  definition: ContractDefinition<Operations>,
): ContractSource<Operations> {
  const subject = `The contract ${definition.service}@${definition.version}`;
  requireMatch(
    definition.service,
    /^[a-z][a-z0-9-]*$/,
    `${subject}: "service" must be lower case letters, digits, "-".`,
  );
  requireMatch(definition.version, /^\d+\.\d+\.\d+$/, `${subject}: "version" must have the form 1.0.0.`);
  const extension = serviceExtensionSchema.safeParse(definition.extension ?? {});
  if (!extension.success) {
    const issue = extension.error.issues[0];
    throw refusal(`${subject}: "extension" is wrong at /${issue?.path.join("/")}: ${issue?.message}.`);
  }
  for (const [id, operation] of Object.entries<OperationDefinition>(definition.operations)) {
    checkPath(`${subject}, operation ${id}`, operation);
    checkLinks(`${subject}, operation ${id}`, operation, definition.operations);
  }
  return Object.freeze({ ...definition, [brand]: true as const });
}

/** Whether a value was made by `defineContract`. */
export function isContractSource(value: unknown): value is ContractSource {
  return typeof value === "object" && value !== null && brand in value;
}

function checkPath(subject: string, { path, pathParameters = {} }: OperationDefinition): void {
  requireMatch(path, /^\//, `${subject}: the path "${path}" must begin with "/".`);
  const inTemplate = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  const declared = Object.keys(pathParameters);
  for (const name of inTemplate.filter((name) => !declared.includes(name))) {
    throw refusal(`${subject}: the path names {${name}}; declare it under "pathParameters".`);
  }
  for (const name of declared.filter((name) => !inTemplate.includes(name))) {
    throw refusal(`${subject}: "pathParameters" has "${name}", which the path "${path}" does not name.`);
  }
}

function checkLinks(subject: string, operation: OperationDefinition, operations: OperationDefinitions): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const [name, link] of Object.entries(response.links ?? {})) {
      const target = operations[link.operationId ?? name];
      const where = `${subject}, response ${status}, link "${name}"`;
      if (target === undefined) {
        throw refusal(`${where}: there is no operation "${link.operationId ?? name}"; set "operationId" to one.`);
      }
      const known = Object.keys({ ...target.pathParameters, ...target.query, ...target.headers });
      for (const parameter of Object.keys(link.parameters ?? {}).filter((parameter) => !known.includes(parameter))) {
        throw refusal(`${where}: its target has no parameter "${parameter}", only ${known.join(", ") || "none"}.`);
      }
    }
  }
}

function requireMatch(value: string, pattern: RegExp, message: string): void {
  if (!pattern.test(value)) throw refusal(message);
}

function refusal(message: string): TercetError {
  return new TercetError("contract", message);
}
