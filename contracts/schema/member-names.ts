import type { Schema } from "../model/contract.ts";
import type { Schemas } from "./compile.ts";
import { type Chooser, shapeOf } from "./merge.ts";
import { namedProperties } from "./shape.ts";

/** Of several alternatives the first one speaks. */
const first: Chooser = { branch: ([branch]) => branch, holds: () => true, has: () => true };

/** The members of an object that a schema speaks of by name, along its references and conjunctions. */
export function memberNames(schemas: Schemas, schema: Schema): readonly string[] {
  return namedProperties(shapeOf(schemas, schema, first));
}
