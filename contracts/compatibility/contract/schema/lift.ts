import { TercetError } from "../../../errors.ts";
import { isObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import type { Random } from "../../../random.ts";
import { allOf } from "../../../schema/conjunction.ts";
import { validValue } from "../witness/value.ts";
import type { Pair, Step } from "./finding.ts";
import { schemaOf } from "./place.ts";
import type { View } from "./view.ts";

/** The sides of a comparison, and chance for what is generated around a witness. */
export interface Sides {
  readonly sender: View;
  readonly reader: View;
  readonly random: Random;
}

/**
 * A whole value that the sender may send and that the reader refuses, made around a witness for one part of it. Undefined
 * where none was found: the part cannot be reached so, or what stands around it lets it pass.
 */
export function liftWitness(
  root: Pair,
  steps: readonly Step[],
  witness: unknown,
  sides: Sides,
): { value: unknown } | undefined {
  if (steps.includes("unnamed")) return undefined;
  if (steps.every((step) => step === "same")) return confirm(root, witness, sides);
  const around = steps.reduceRight<Schema>(surround, { const: witness } as Schema);
  const whole = validValue(sides.sender, allOf([schemaOf(root.sent), around]), sides.random);
  return whole && confirm(root, whole.value, sides);
}

/** Proves by the validator that a value is sent and not read; a schema that cannot be used proves nothing. */
function confirm(root: Pair, value: unknown, { sender, reader }: Sides): { value: unknown } | undefined {
  try {
    const isSent = sender.schemas.errors(schemaOf(root.sender), value).length === 0;
    return isSent && reader.schemas.refuses(schemaOf(root.reader), value) ? { value } : undefined;
  } catch (error) {
    if (error instanceof TercetError) return undefined;
    throw error;
  }
}

function surround(inner: Schema, step: Step): Schema {
  if (!isObject(step)) return inner;
  if ("member" in step) {
    const { member } = step as { member: string };
    return { type: "object", required: [member], properties: { [member]: inner } } as Schema;
  }
  const { item } = step as { item: number };
  const earlier = Array.from({ length: item }, () => true);
  return { type: "array", minItems: item + 1, prefixItems: [...earlier, inner] } as Schema;
}
