/** A number that JavaScript would take for a whole one but that the text writes as a decimal: `1.0`, `2e3`. */
const maybeWholeDecimal = /\d(?:\.\d*0|\.?\d*[eE])/;

const decimals = new WeakMap<object, Set<string>>();

/**
 * Parses JSON and remembers which members are written as decimals though their value is whole: Pact's matchers `integer`
 * and `decimal` tell `1` and `1.0` apart, which `JSON.parse` does not. Throws `SyntaxError` as `JSON.parse` does.
 */
export function parseJsonText(text: string): unknown {
  return maybeWholeDecimal.test(text) ? JSON.parse(text, noteDecimal) : JSON.parse(text);
}

/** True where the text that `parseJsonText` read wrote this member as a decimal, though its value is whole. */
export function isWrittenAsDecimal(holder: object | undefined, key: string): boolean {
  return holder !== undefined && decimals.get(holder)?.has(key) === true;
}

/** A reviver; the third argument has the text of a primitive value (ECMAScript 2026, JSON.parse source text access). */
function noteDecimal(this: unknown, key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === "number" && Number.isInteger(value) && /[.eE]/.test(context?.source ?? "")) {
    const holder = this as object;
    const noted = decimals.get(holder);
    if (noted === undefined) decimals.set(holder, new Set([key]));
    else noted.add(key);
  }
  return value;
}
