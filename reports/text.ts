import type { Counts, Verdict } from "../contracts/index.ts";

/** The one sign of a verdict, for people who see no colours. */
export const signs: Readonly<Record<Verdict, string>> = { pass: "✓", fail: "✗", inconclusive: "!", skipped: "–" };

/**
 * Text of a service made harmless for a terminal and a CI log: control characters (escape sequences, carriage returns)
 * and the characters that turn the reading direction are shown as signs, only line ends and tabs stay; what a CI system
 * would take for an order (`::error` at the start of a line, `##[…]`, `##vso[…]`) is broken up.
 */
export function plain(text: string): string {
  const shown = text.replaceAll("\r\n", "\n").replaceAll(/[\p{Cc}\p{Bidi_Control}\ufeff]/gu, (control) => {
    if (control === "\n" || control === "\t") return control;
    // U+2400 and on are pictures of the control characters.
    return control < " " ? String.fromCharCode(0x2400 + control.charCodeAt(0)) : "\ufffd";
  });
  return shown.replaceAll(/^(\s*):(?=:)/gm, "$1: ").replaceAll(/#(?=#\w*\[)/g, "# ");
}

/** At most `length` characters; what is left out is counted. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length).join("")}… (${characters.length - length} more characters)`;
}

/** As wide is what is printed for people, in characters: a CI log shows no more without scrolling. */
export const columns = 120;

/** Text in lines of at most `width` characters, broken at spaces; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const lines = [""];
    for (const word of line.split(" ").flatMap((one, index) => pieces(index === 0 ? one : ` ${one}`, width))) {
      const last = lines.length - 1;
      if ((lines[last] as string).length + word.length <= width) lines[last] += word;
      else lines.push(word.trimStart());
    }
    return lines;
  });
}

function pieces(word: string, width: number): string[] {
  const characters = [...word];
  return Array.from({ length: Math.max(1, Math.ceil(characters.length / width)) }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(""),
  );
}

/** `850 ms`, `12.3 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 case`, `2 cases`, `3 statuses`. */
export function quantity(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : noun.endsWith("s") ? "es" : "s"}`;
}

/** The verdict of a run in words, with the number of cases behind it. */
export function verdictSentence(verdict: Verdict, counts: Counts): string {
  const total = counts.pass + counts.fail + counts.inconclusive + counts.skipped;
  const rest = (...parts: readonly Verdict[]) =>
    parts
      .filter((part) => counts[part] > 0)
      .map((part) => `, ${counts[part]} ${part === "pass" ? "passed" : part}`)
      .join("");
  switch (verdict) {
    case "fail":
      return `Failed: ${counts.fail} of ${quantity(total, "case")} failed${rest("inconclusive", "skipped", "pass")}.`;
    case "inconclusive":
      return counts.inconclusive === 0
        ? `Inconclusive: the run was not finished${rest("pass", "skipped")}.`
        : `Inconclusive: nothing failed, but ${counts.inconclusive} of ${quantity(total, "case")} could not be judged${rest("pass", "skipped")}.`;
    case "pass":
      return `Passed: ${quantity(counts.pass, "case")} passed${rest("skipped")}.`;
    case "skipped":
      return total === 0 ? "Skipped: nothing was run." : `Skipped: none of ${quantity(total, "case")} applied.`;
  }
}
