import { isObject } from "../../json.ts";
import { withMember, withoutMembers } from "../place.ts";
import type { Mutation, Mutator } from "./mutation.ts";

/** Names that lead careless programs to what every object inherits (CWE-1321). */
const inheritedNames = ["__proto__", "constructor", "hasOwnProperty"];

/** Objects with a member too few, too many, or under a name that is not allowed. */
export const mutateObject: Mutator = ({ shape, value }) => {
  if (!isObject(value)) return [];
  const names = Object.keys(value);
  return [...missing(), ...extra(), ...counts(), ...wrongNames()];

  function missing(): Mutation[] {
    const required = names.filter((name) => shape.required.has(name));
    const dependents = [...shape.dependentRequired].filter(([name]) => Object.hasOwn(value as object, name));
    return [
      ...required.map((name) => removal("required", name)),
      ...dependents.flatMap(([, needed]) => needed.map((name) => removal("dependentRequired", name))),
    ];
  }

  function removal(keyword: string, name: string): Mutation {
    const candidates = [withoutMembers(value as object, name)];
    return { fault: "missing-property", keyword, description: `without "${name}"`, candidates };
  }

  function extra(): Mutation[] {
    const similar = names.slice(0, 1).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
    const additions = ["unexpected", ...similar].filter((name) => !Object.hasOwn(value as object, name));
    return [
      ...additions.map((name) => addition("extra-property", name, "x")),
      ...inheritedNames.map((name) => addition("prototype-key", name, { isAdmin: true })),
    ];
  }

  function addition(fault: Mutation["fault"], name: string, member: unknown): Mutation {
    return {
      fault,
      keyword: "additionalProperties",
      description: `with the extra member "${name}"`,
      candidates: [withMember(value as object, name, member)],
    };
  }

  function counts(): Mutation[] {
    const found: Mutation[] = [];
    const optional = names.filter((name) => !shape.required.has(name));
    if (shape.minProperties > 0) {
      const surplus = optional.slice(0, names.length - shape.minProperties + 1);
      const candidates = [withoutMembers(value as object, ...surplus), {}];
      found.push({ fault: "boundary", keyword: "minProperties", description: "one member too few", candidates });
    }
    if (shape.maxProperties < 1_000) {
      const added = Array.from({ length: shape.maxProperties + 1 - names.length }, (_, index) => `member${index + 1}`);
      const sample = Object.values(value as object)[0] ?? "x";
      const candidates = [{ ...(value as object), ...Object.fromEntries(added.map((name) => [name, sample])) }];
      found.push({ fault: "boundary", keyword: "maxProperties", description: "one member too many", candidates });
    }
    return found;
  }

  function wrongNames(): Mutation[] {
    if (shape.propertyNames.length === 0) return [];
    const sample = Object.values(value as object)[0] ?? "x";
    return ["", "!", "A b", "x".repeat(1_000)].map((name) => ({
      fault: "property-name",
      keyword: "propertyNames",
      description: `with a member under a name that is not allowed: "${name.slice(0, 20)}"`,
      candidates: [withMember(value as object, name, sample)],
    }));
  }
};
