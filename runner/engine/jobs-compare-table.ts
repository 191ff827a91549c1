import { reasonOf } from "../../contracts/index.ts";
import type { ComparedFault, ComparedProperty, JobComparison } from "./jobs-compare.ts";

/** A comparison as Markdown: the targets with their promises, then a table for each fault. */
export function comparisonTable({ targets, faults, results, seed }: JobComparison): string {
  const promises = table(
    ["target", "version", "on", "promises"],
    targets.map(({ name, version = "", database, promise, description }) => [
      `\`${name}\``,
      version,
      database,
      promise === undefined ? description : `${promise.text} ([source](${promise.source}))`,
    ]),
  );
  const sections = faults.map(({ name, title }) =>
    section(
      `**${name}**: ${title}`,
      results.filter(({ fault }) => fault === name),
    ),
  );
  return [promises, ...sections, `Seed ${seed}. ${legend}`].join("\n\n");
}

function section(title: string, results: readonly ComparedFault[]): string {
  const shown = results.filter(({ properties }) => properties.length > 0);
  const rows = (shown[0]?.properties ?? []).flatMap(({ property }) => {
    const cells = shown.map((result) => cellOf(result, property));
    return cells.every((cell) => cell === notExercised) ? [] : [[`\`${property}\``, ...cells]];
  });
  const reasons = results.flatMap(({ target, skipped, inconclusive }) => [
    ...(skipped === undefined ? [] : [`- \`${target}\` was skipped: ${sentence(skipped)}`]),
    ...(inconclusive === undefined ? [] : [`- \`${target}\` came to no end: ${sentence(inconclusive)}`]),
  ]);
  const parts = [
    title,
    ...(rows.length === 0 ? [] : [table(["property", ...shown.map(({ target }) => `\`${target}\``)], rows)]),
    ...(reasons.length === 0 ? [] : [reasons.join("\n")]),
  ];
  return parts.join("\n\n");
}

/** On one line, and with one full stop. */
function sentence(reason: string): string {
  return `${reasonOf(reason)}.`;
}

const notExercised = "–";
const legend = `A property that held, or was violated, so many times, in so many tests; ${notExercised}: nothing put it to the test.`;

function cellOf({ properties, runs }: ComparedFault, property: string): string {
  const seen = properties.find((one) => one.property === property);
  return seen === undefined ? notExercised : verdictOf(seen, runs);
}

/** What was seen of a property, in a few words; `runs` is how often it was looked for. */
export function verdictOf({ exercised, violated, violatedRuns }: ComparedProperty, runs: number): string {
  if (violated > 0) {
    const again = runs === 1 ? "" : ` (${violatedRuns} of ${runs} runs)`;
    return `**violated** ${violated} in ${exercised}${again}`;
  }
  return exercised === 0 ? notExercised : `held ${exercised}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
