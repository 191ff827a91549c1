/** A member name that occurs twice in one object; `offset` is that of the second one's opening quote. */
export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * Finds the first duplicate member name in a text that is known to be valid JSON (RFC 8259, section 4: names SHOULD be
 * unique; `JSON.parse` keeps the last one in silence). Undefined where there is none.
 */
export function findDuplicateKey(text: string): DuplicateKey | undefined {
  // One set of names for each open object, undefined for each open array. In an object a string is a name where it
  // follows `{` or `,`.
  const open: (Set<string> | undefined)[] = [];
  let nameExpected = false;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : undefined);
      nameExpected = token === "{";
    } else if (token === "}" || token === "]") {
      open.pop();
      nameExpected = false;
    } else if (token === ",") nameExpected = open.at(-1) !== undefined;
    else if (token === ":") nameExpected = false;
    else if (nameExpected) {
      const names = open.at(-1) as Set<string>;
      const key = JSON.parse(token) as string;
      if (names.has(key)) return { key, offset: index };
      names.add(key);
    }
  }
  return undefined;
}
