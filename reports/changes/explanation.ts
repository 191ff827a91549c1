import type { Explanation } from "../../contracts/index.ts";
import { formatDuration, plain, quantity } from "../text.ts";

/** An explanation as text for people. */
export function renderExplanation(explanation: Explanation): string {
  const { title, sections, readingSeconds, words } = explanation;
  const lines = [title, ""];
  for (const section of sections) {
    lines.push(section.title, ...section.sentences.map((sentence) => `  - ${sentence}`), "");
  }
  if (sections.length === 0) lines.push("Nothing changed.", "");
  lines.push(...affectedLines(explanation), "", versionLine(explanation));
  lines.push(
    `Reading time: ${formatDuration(readingSeconds * 1000)} (${quantity(words, "word")}).`,
    ...splitLines(explanation),
  );
  return `${plain(lines.join("\n"))}\n`;
}

function affectedLines({ affected, pacts }: Explanation): readonly string[] {
  if (pacts === 0) return ["Who is affected: not known, there is no consumer contract."];
  if (affected.length === 0) return [`Who is affected: nobody, by ${quantity(pacts, "consumer contract")}.`];
  return [
    "Who is affected",
    ...affected.flatMap(({ consumer, effect, operations, reasons }) => {
      const used = operations.length === 0 ? "" : `, uses ${operations.join(", ")}`;
      const told = effect === "breaks" ? "breaks" : "still works";
      return [`  - ${consumer} ${told}${used}`, ...reasons.map((reason) => `      ${reason}`)];
    }),
  ];
}

function versionLine({ version: { suggested, enough, step } }: Explanation): string {
  if (suggested === undefined) return "Version: the old one is no semantic version, so none can be suggested.";
  if (step === "none") return "Version: nothing changed, none is needed.";
  const verdict = enough === undefined ? "" : enough ? ", which is kept" : ", and is too low";
  return `Version: at least ${suggested} (${step})${verdict}.`;
}

function splitLines({ split }: Explanation): readonly string[] {
  if (split.length === 0) return [];
  if (split.length === 1)
    return ["This takes more than two minutes to explain, and is about one thing: change less of it at a time."];
  return [
    "This takes more than two minutes to explain: make several changes of it, in this order",
    ...split.map(({ name, changes, breaking, readingSeconds }) => {
      const breaks = breaking === 0 ? "" : `, ${breaking} breaking`;
      return `  - ${name}: ${quantity(changes, "change")}${breaks}, ${formatDuration(readingSeconds * 1000)} to read`;
    }),
  ];
}
