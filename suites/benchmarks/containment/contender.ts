import jsonSchemaDiff from "json-schema-diff";
import { contains, type JsonObject } from "../../../contracts/index.ts";

/** Two schemas of which it is known whether one contains the other. */
export interface Vector {
  readonly left: JsonObject | boolean;
  readonly right: JsonObject | boolean;
  readonly contained: boolean;
}

/** One that answers; `undecided` where it says that it cannot tell, or throws. */
export interface Answerer {
  readonly name: string;
  readonly answer: (vector: Vector) => Promise<boolean | "undecided">;
}

export const answerers: readonly Answerer[] = [
  {
    name: "`contains`",
    answer: async ({ left, right }) => {
      const { verdict } = contains({ schema: left }, { schema: right });
      return verdict === "unknown" ? "undecided" : verdict === "contained";
    },
  },
  {
    name: "`json-schema-diff`",
    answer: async ({ left, right }) => {
      // It reads schemas that are objects; what is removed is allowed by the source and not by the destination.
      const [sourceSchema, destinationSchema] = [objectOf(left), objectOf(right)];
      try {
        return !(await jsonSchemaDiff.diffSchemas({ sourceSchema, destinationSchema })).removalsFound;
      } catch {
        return "undecided";
      }
    },
  },
];

function objectOf(schema: JsonObject | boolean): JsonObject {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { not: {} };
}
