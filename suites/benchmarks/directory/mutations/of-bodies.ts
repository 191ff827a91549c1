import { type Contract, contains, type JsonObject, type Random, schemasOf } from "../../../../contracts/index.ts";
import { type BodyPlace, ownSchema, requestBodies, responseBodies } from "./bodies.ts";
import { type Draft, edited } from "./edit.ts";
import type { Mutant, Mutation } from "./mutation.ts";

const newMember = "tercetMutation";

/** Changes to what bodies hold. */
export const bodyMutations: readonly Mutation[] = [
  {
    name: "a required member is added to a request",
    rule: "request-required-property-added",
    effect: "breaking",
    apply: (contract, random) =>
      changed(contract, random, requestBodies(contract), isOpen, (schema) => {
        schema.properties = { ...(schema.properties as Draft), [newMember]: { type: "string" } };
        schema.required = [...((schema.required as readonly string[]) ?? []), newMember];
      }),
  },
  {
    name: "an optional member is added to a response",
    rule: "response-property-added",
    effect: "compatible",
    apply: (contract, random) =>
      changed(contract, random, responseBodies(contract), isOpen, (schema) => {
        schema.properties = { ...(schema.properties as Draft), [newMember]: { type: "string" } };
      }),
  },
  {
    name: "a required member of a response becomes optional",
    rule: "response-property-became-optional",
    effect: "breaking",
    apply: (contract, random) =>
      changed(
        contract,
        random,
        responseBodies(contract),
        ({ schema }) => removable(schema) !== undefined,
        (schema) => {
          const name = removable(schema as JsonObject);
          schema.required = (schema.required as readonly string[]).filter((other) => other !== name);
        },
      ),
  },
  {
    name: "a required member of a response is removed",
    rule: "response-required-property-removed",
    effect: "breaking",
    apply: (contract, random) =>
      changed(
        contract,
        random,
        responseBodies(contract),
        ({ schema }) => removable(schema) !== undefined,
        (schema) => {
          const name = removable(schema as JsonObject) ?? "";
          schema.required = (schema.required as readonly string[]).filter((other) => other !== name);
          const { [name]: _, ...others } = schema.properties as Draft;
          schema.properties = others;
        },
      ),
  },
  {
    name: "a value is added to an enum in a response",
    rule: "response-enum-value-added",
    effect: "breaking",
    apply: (contract, random) =>
      changed(
        contract,
        random,
        responseBodies(contract),
        ({ schema }) => textEnum(contract, schema) !== undefined,
        (schema) => {
          const name = textEnum(contract, schema as JsonObject) ?? "";
          const member = (schema.properties as Record<string, Draft>)[name] as Draft;
          member.enum = [...(member.enum as readonly unknown[]), newMember];
        },
      ),
  },
];

function changed(
  contract: Contract,
  random: Random,
  bodies: readonly BodyPlace[],
  fits: (body: BodyPlace) => boolean,
  change: (schema: Draft) => void,
): Mutant | undefined {
  const places = bodies.filter(fits);
  if (places.length === 0) return undefined;
  const place = random.pick(places);
  const { verdict } = contains({ schema: place.schema, document: contract.document }, { schema: false });
  // A body that no value fits is never sent, so nothing breaks.
  if (verdict === "contained") return undefined;
  return edited(contract, place.pointer, place.operations, (media) => change(ownSchema(media, place)));
}

/** Members that are not named may be there, with any value. */
function isOpen({ schema }: BodyPlace): boolean {
  return schema.additionalProperties === undefined || schema.additionalProperties === true;
}

/** The first member that is described and required; one that is only written is in no response. */
function removable({ required, properties }: JsonObject): string | undefined {
  const members = properties as Readonly<Record<string, JsonObject>>;
  const names = (Array.isArray(required) ? required : []).filter((name) => typeof name === "string");
  return names.find((name) => Object.hasOwn(members, name) && members[name]?.writeOnly !== true);
}

/** The first member whose values are listed texts, of which one may really be there. */
function textEnum(contract: Contract, { properties }: JsonObject): string | undefined {
  return Object.keys(properties as JsonObject).find((name) => {
    const { type, enum: values, ...others } = (properties as Record<string, JsonObject>)[name] ?? {};
    const judging = ["$ref", "pattern", "format", "const", "maxLength", "minLength", "allOf", "anyOf", "oneOf", "not"];
    if (
      type !== "string" ||
      others.writeOnly === true ||
      !Array.isArray(values) ||
      judging.some((keyword) => keyword in others)
    )
      return false;
    return values.length > 0 && schemasOf(contract).errors({ type: "string" }, values[0]).length === 0;
  });
}
