import { TercetError } from "../../../errors.ts";
import type { Schema } from "../../../model/contract.ts";
import type { Random } from "../../../random.ts";
import { type GenerateOptions, generate } from "../../../schema/generate.ts";
import { GenerationError } from "../../../schema/values/error.ts";
import type { View } from "../schema/view.ts";

/** A value that is valid under a schema of the view; undefined where none was found, or the schema cannot be used. */
export function validValue(
  view: View,
  schema: Schema,
  random: Random,
  options: GenerateOptions = {},
): { readonly value: unknown } | undefined {
  try {
    return { value: generate(view.schemas, schema, random, options) };
  } catch (error) {
    if (error instanceof GenerationError || error instanceof TercetError) return undefined;
    throw error;
  }
}
