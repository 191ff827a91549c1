import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";

/** What `\d` and `\w` are where regular expressions know Unicode; ECMA-262 has only ASCII in them. */
const wide: Readonly<Record<string, string>> = { digit: "\\p{Nd}", word: "\\p{L}\\p{M}\\p{N}\\p{Pc}" };

/**
 * The pattern as engines read it whose `\d` and `\w` know Unicode (Python, .NET, Rust …): JSON Schema Core §6.4 only
 * recommends ECMA-262. The pattern itself where it makes no difference or cannot be read.
 */
export function unicodeReading(source: string): string {
  const changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  try {
    const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
    visitRegExpAST(pattern, {
      onCharacterSetEnter: (set) => {
        const members = wide[set.kind];
        if (members === undefined || !("negate" in set)) return;
        const inClass = set.parent.type === "CharacterClass";
        if (inClass && set.negate) return;
        changes.push({
          start: set.start,
          end: set.end,
          text: inClass ? members : `[${set.negate ? "^" : ""}${members}]`,
        });
      },
    });
  } catch {
    return source;
  }
  return changes
    .sort((left, right) => right.start - left.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source);
}
