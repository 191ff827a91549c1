import { isObject } from "../../json.ts";
import { generate } from "../generate.ts";
import { GenerationError } from "../values/error.ts";
import type { Mutation, Mutator } from "./mutation.ts";

/** Mixtures of two branches of `oneOf` or `anyOf`: members of both at once. */
export const mutateBranch: Mutator = ({ otherBranches, value }, { schemas, random }) => {
  if (!isObject(value)) return [];
  return otherBranches.flatMap((branch, index): Mutation[] => {
    try {
      const other = generate(schemas, branch, random.fork(`branch ${index}`));
      if (!isObject(other)) return [];
      const candidates = [
        { ...other, ...value },
        { ...value, ...other },
      ];
      return candidates.map((candidate) => ({
        fault: "one-of",
        keyword: "oneOf",
        description: "with the members of two alternatives at once",
        candidates: [candidate],
      }));
    } catch (error) {
      if (error instanceof GenerationError) return [];
      throw error;
    }
  });
};
