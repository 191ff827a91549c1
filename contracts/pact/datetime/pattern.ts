/** A part of a date format: a field by its letter, text, or a part in brackets that may be missing. */
export type DatePart =
  | { readonly kind: "field"; readonly letter: string; readonly count: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "optional"; readonly parts: readonly DatePart[] };

const fieldLetters = /[GyuYDMLdQqwWEecFahKkHmsSAnNVzOXxZ]/;

/**
 * Takes a date format of Java apart (`java.time.format.DateTimeFormatter`, "Patterns for Formatting and Parsing"), which
 * Pact uses for dates in every language. Undefined where it is none: unknown letters, an open quote or bracket.
 */
export function parseDateFormat(format: string): readonly DatePart[] | undefined {
  const open: DatePart[][] = [[]];
  const token = /'((?:[^']|'')*)'|([A-Za-z])\2*|[[\]]|[^A-Za-z'[\]{}#]+/y;
  while (token.lastIndex < format.length) {
    const match = token.exec(format);
    if (match === null) return undefined;
    const [all, quoted, letter] = match;
    const parts = open.at(-1) as DatePart[];
    if (quoted !== undefined) parts.push({ kind: "text", text: quoted === "" ? "'" : quoted.replaceAll("''", "'") });
    else if (letter !== undefined) {
      if (!fieldLetters.test(letter)) return undefined;
      parts.push({ kind: "field", letter, count: all.length });
    } else if (all === "[") open.push([]);
    else if (all === "]") {
      const optional = open.pop() as DatePart[];
      if (open.length === 0) return undefined;
      (open.at(-1) as DatePart[]).push({ kind: "optional", parts: optional });
    } else parts.push({ kind: "text", text: all });
  }
  return open.length === 1 ? open[0] : undefined;
}

/** Names of months and days as English formats have them; the day of the week counts from Monday. */
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
