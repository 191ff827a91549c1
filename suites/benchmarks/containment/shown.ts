import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Vector } from "./contender.ts";

/**
 * Whether a stock ajv shows that a witness is one: valid under left, invalid under right, with formats asserted or not.
 * The answer that the pair is said to have is a mistake of the suite then, or of another reading of `format`.
 */
export function isShown({ left, right }: Vector, witness: unknown): boolean {
  return [true, false].some((validateFormats) => {
    try {
      const judge = (schema: Vector["left"]) => {
        const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, validateFormats });
        if (validateFormats) addFormats.default(ajv);
        return ajv.compile(schema)(witness);
      };
      return judge(left) && !judge(right);
    } catch {
      return false;
    }
  });
}
