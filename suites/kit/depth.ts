/** Whether a text, read as JSON, nests arrays and objects deeper than `maximum`; it need not be well-formed. Linear in time. */
export function isDeeperThan(text: string, maximum: number): boolean {
  // Each level opens and closes: a short text, and one that is no array or object, cannot be deep.
  if (text.length <= maximum || !/^[\s\uFEFF]*[[{]/.test(text)) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") {
      if (++depth > maximum) return true;
    } else if (character === "]" || character === "}") depth--;
  }
  return false;
}
