import type { Contract, Guarantee } from "../../../contracts/index.ts";
import type { Check } from "../../kit/check.ts";
import type { Target } from "../../kit/target.ts";
import type { Fault } from "../broken/fault.ts";

/** The command that writes the README again. */
export const command = "npm run docs";

const severities = {
  critical: "others' data or money are open to who should not have them",
  serious: "clients break",
  moderate: "operators are blind",
} as const;

const fence = "```";

/** What the README is made from. */
export interface ReadmeSource {
  readonly checks: readonly Check[];
  readonly faults: readonly Fault[];
  /** The contract by which ways that depend on one are named. */
  readonly contract: Contract;
  /** What a check says of its first known-bad provider. */
  readonly samples: ReadonlyMap<Guarantee, string>;
}

/** The text of `suites/provider/README.md`, as Markdown. */
export function renderReadme(source: ReadmeSource): string {
  const { checks, faults } = source;
  const rows = checks.map(
    ({ guarantee, statement, severity }) => `| [\`${guarantee}\`](#${guarantee}) | ${cell(statement)} | ${severity} |`,
  );
  return `# What \`tercet verify\` checks

<!-- Made from the checks' declarations by \`${command}\`; a change by hand is lost. -->

Each guarantee of a service over HTTP is one check. It works from the contract alone: what does not apply is skipped with
the reason, and what was not exercised is never passed. Each way of refutation is shown to work by known-bad providers:
${faults.length} small changes of a correct one, in [broken](broken), each caught by its guarantee and by no other.

\`tercet verify … --guarantee SLUG\` runs one guarantee, \`--only SLUG/WAY@OPERATION\` one way on one operation.

| guarantee | rule | severity |
|---|---|---|
${rows.join("\n")}

${checks.map((check) => section(check, source)).join("\n")}`;
}

/** The samples that stand in a README. */
export function samplesIn(readme: string): ReadonlyMap<Guarantee, string> {
  const found = readme.matchAll(
    /^## ([\w-]+)$(?:(?!^## )[\s\S])*?^A failure looks like this:\n\n```text\n([\s\S]*?)\n```$/gm,
  );
  return new Map([...found].map(([, guarantee, sample]) => [guarantee as Guarantee, sample ?? ""]));
}

function section(check: Check, { faults, contract, samples }: ReadmeSource): string {
  const { guarantee, statement, rationale, standard, severity, appliesWhen, needs, mend } = check;
  const own = faults.filter((fault) => fault.guarantee === guarantee);
  const sample = samples.get(guarantee);
  return `## ${guarantee}

**${statement}** ${rationale}

| | |
|---|---|
| rests on | [${cell(standard.title)}](${standard.url}) |
| a failure is | ${severity}: ${severities[severity]} |
| applies when | ${cell(appliesWhen)} |
| needs | ${needs.length === 0 ? "nothing but the contract and an address" : needs.join(", ")} |
| in production | ${inProduction(check)} |
| takes at most | ${check.maxSeconds} s for fifty operations |

| way of refutation | catches, for example, a provider that |
|---|---|
${wayRows(check, own, contract).join("\n")}

${sample === undefined ? "" : `A failure looks like this:\n\n${fence}text\n${sample}\n${fence}\n\n`}**How to mend:** ${mend}
`;
}

/** A row for each way; those that have no provider of their own, since another one shows the same, stand together. */
function wayRows(check: Check, own: readonly Fault[], contract: Contract): readonly string[] {
  const ways = waysOf(check, own, contract);
  const alike = ways.filter((way) => caughtBy(way, own) === "");
  return [
    ...ways.filter((way) => !alike.includes(way)).map((way) => `| \`${way}\` | ${caughtBy(way, own)} |`),
    ...(alike.length === 0 ? [] : [`| ${alike.map((way) => `\`${way}\``).join(", ")} | does the same elsewhere |`]),
  ];
}

/** The ways for the contract, and those that only other contracts of known-bad providers have. */
function waysOf(check: Check, own: readonly Fault[], contract: Contract): readonly string[] {
  const target: Target = { contract, urls: [] };
  return [...new Set([...check.ways(contract, target), ...own.flatMap((fault) => fault.caughtBy)])];
}

function caughtBy(way: string, own: readonly Fault[]): string {
  const names = own.filter((fault) => fault.caughtBy.includes(way)).map(({ name }) => name.replaceAll("-", " "));
  return names.join("; ");
}

function inProduction({ safeInProduction }: Check): string {
  if (typeof safeInProduction === "boolean") return safeInProduction ? "run" : "skipped";
  return `only ${safeInProduction.map((way) => `\`${way}\``).join(", ")}`;
}

/** A text as it may stand in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
