import { shellWord } from "../../contracts/index.ts";

/** Arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}
