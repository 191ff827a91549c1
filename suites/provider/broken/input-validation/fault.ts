import type { Fault } from "../fault.ts";
import type { OperationName } from "../input.ts";
import { Refusal } from "../messages.ts";
import type { Change } from "../provider.ts";

/** A fault of input validation, by the ways that catch it. */
export function fault(
  name: string,
  caughtBy: readonly string[],
  change: Change,
  alsoBreaks?: Fault["alsoBreaks"],
): Fault {
  return { name, guarantee: "input-validation", caughtBy, change, ...(alsoBreaks === undefined ? {} : { alsoBreaks }) };
}

/** What a request's body is in the provider's own terms, before it was validated. */
export type Members = Record<string, unknown>;

/**
 * A provider that makes something of a body that it should refuse: `mend` turns the wrong into the right before the
 * correct validation sees it, so that what is kept and answered is of the right form.
 */
export function lenient(mend: (body: Members, operation: OperationName) => unknown): Change {
  return (correct) => ({
    validate: (operation, input) =>
      correct.validate(operation, isMembers(input.body) ? { ...input, body: mend(input.body, operation) } : input),
  });
}

/** A provider that makes something of a text that it should refuse: `mend` rewrites it before it is parsed. */
export function lenientText(mend: (text: string) => string): Change {
  return (correct) => ({ parse: (body) => correct.parse(Buffer.from(mend(body.toString("utf8")))) });
}

/** A provider that breaks down where it should refuse: 500. */
export function breaksOn(isTooMuch: (body: Buffer) => boolean): Change {
  return (correct) => ({
    parse(body) {
      if (isTooMuch(body)) throw new Refusal(500, "internal-error");
      return correct.parse(body);
    },
  });
}

/** A copy of the body with one of its members rewritten, where it has it. */
export function rewrite(body: Members, name: string, change: (value: unknown) => unknown): Members {
  return Object.hasOwn(body, name) ? { ...body, [name]: change(body[name]) } : body;
}

/** A copy of the body with every text in it rewritten. */
export function rewriteTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => rewriteTexts(item, change));
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewriteTexts(member, change)]));
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
