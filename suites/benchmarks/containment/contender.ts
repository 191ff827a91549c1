import jsonSchemaDiff from "json-schema-diff";
import { contains, type JsonObject } from "../../../contracts/index.ts";

/** Two schemas of which it is known whether one contains the other. */
export interface Vector {
  readonly left: JsonObject | boolean;
  readonly right: JsonObject | boolean;
  readonly contained: boolean;
}

/** Whether it is contained; undefined where the program says that it cannot tell, or throws. */
export interface Answer {
  readonly contained: boolean | undefined;
  /** The counter-example, from a program that gives one. */
  readonly witness?: unknown;
}

export interface Answerer {
  readonly name: string;
  readonly answer: (vector: Vector) => Promise<Answer>;
}

export const answerers: readonly Answerer[] = [
  {
    name: "`contains`",
    answer: async ({ left, right }) => {
      const answer = contains({ schema: left }, { schema: right });
      if (answer.verdict === "not-contained") return { contained: false, witness: answer.witness };
      return { contained: answer.verdict === "contained" ? true : undefined };
    },
  },
  {
    name: "`json-schema-diff`",
    answer: async ({ left, right }) => {
      // It reads schemas that are objects; what is removed is allowed by the source and not by the destination.
      const [sourceSchema, destinationSchema] = [objectOf(left), objectOf(right)];
      try {
        return { contained: !(await jsonSchemaDiff.diffSchemas({ sourceSchema, destinationSchema })).removalsFound };
      } catch {
        return { contained: undefined };
      }
    },
  },
];

function objectOf(schema: JsonObject | boolean): JsonObject {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { not: {} };
}
