import { TercetError } from "../errors.ts";

/**
 * Makes the error for a file that cannot be used as a contract. `problem` says what is wrong at the pointer and what to
 * do about it, in lower case and without a full stop; `rule` is the name of the rule that is broken.
 */
export function contractError(
  file: string,
  pointer: string,
  rule: string,
  problem: string,
  cause?: unknown,
): TercetError {
  const place = pointer === "" ? file : `${file} at ${pointer}`;
  return new TercetError("contract", `${place}: ${problem} (rule: ${rule}).`, {
    place: { file, pointer, rule },
    cause,
  });
}
