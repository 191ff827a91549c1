import { type Contract, type JsonObject, type Parameter, schemasOf } from "../../../../contracts/index.ts";
import { type Draft, edited } from "./edit.ts";
import type { Mutant, Mutation } from "./mutation.ts";

const added = { name: "tercetMutation", in: "query", schema: { type: "string" } };

/** Changes to parameters. */
export const parameterMutations: readonly Mutation[] = [
  {
    name: "a required query parameter is added",
    rule: "required-parameter-added",
    effect: "breaking",
    apply: (contract, random) => withParameter(contract, random.pick, true),
  },
  {
    name: "an optional query parameter is added",
    rule: "optional-parameter-added",
    effect: "compatible",
    apply: (contract, random) => withParameter(contract, random.pick, false),
  },
  {
    name: "a value is removed from a parameter's enum",
    rule: "request-enum-value-removed",
    effect: "breaking",
    apply: (contract, random) => {
      const places = parametersOf(contract, ({ schema }) => isNarrowableEnum(contract, schema));
      if (places.length === 0) return undefined;
      const { pointer, operations } = random.pick(places);
      return edited(contract, `${pointer}/schema`, operations, (schema) => {
        schema.enum = (schema.enum as readonly unknown[]).slice(0, -1);
        delete schema.default;
      });
    },
  },
  {
    name: "a parameter's maximum is narrowed",
    rule: "request-limit-changed",
    effect: "breaking",
    apply: (contract, random) => {
      const places = parametersOf(contract, ({ schema }) => isPlainInteger(schema));
      if (places.length === 0) return undefined;
      const { pointer, operations } = random.pick(places);
      return edited(contract, `${pointer}/schema`, operations, (schema) => {
        const { minimum = 0, maximum } = schema as { minimum?: number; maximum?: number };
        schema.maximum = maximum === undefined ? Math.max(0, minimum) + 1000 : maximum - 1;
        delete schema.default;
      });
    },
  },
];

function withParameter(contract: Contract, pick: <T>(list: readonly T[]) => T, required: boolean): Mutant | undefined {
  if (contract.operations.length === 0) return undefined;
  const { pointer } = pick(contract.operations);
  const sharing = contract.operations.filter((operation) => operation.pointer === pointer);
  return edited(
    contract,
    pointer,
    sharing.map(({ id }) => id),
    (operation) => {
      operation.parameters = [...((operation.parameters as readonly Draft[]) ?? []), { ...added, required }];
    },
  );
}

/** The parameters that fit, each with all operations that share it. */
function parametersOf({ operations }: Contract, fits: (parameter: Parameter) => boolean) {
  const uses = operations.flatMap(({ id, parameters }) => parameters.map((parameter) => ({ id, parameter })));
  return [...Map.groupBy(uses, ({ parameter }) => parameter.pointer)]
    .filter(([, [use]]) => use !== undefined && use.parameter.mediaType === undefined && fits(use.parameter))
    .map(([pointer, group]) => ({ pointer, operations: [...new Set(group.map(({ id }) => id))] }));
}

/** Several values, of which the last one is really allowed and stands there once. */
function isNarrowableEnum(contract: Contract, schema: unknown): boolean {
  const { enum: values, $ref } = schema as JsonObject;
  if (!Array.isArray(values) || values.length < 2 || $ref !== undefined) return false;
  const last = values.at(-1);
  return !values.slice(0, -1).includes(last) && schemasOf(contract).errors(schema as JsonObject, last).length === 0;
}

/** An integer without other keywords, with room below its maximum. */
function isPlainInteger(schema: unknown): boolean {
  const { type, minimum = 0, maximum = Number.POSITIVE_INFINITY, ...others } = schema as JsonObject;
  const silent = new Set(["description", "title", "example", "examples", "default", "format"]);
  if (type !== "integer" || typeof minimum !== "number" || typeof maximum !== "number") return false;
  return (
    minimum < maximum && Math.abs(maximum - 1) !== maximum && Object.keys(others).every((name) => silent.has(name))
  );
}
