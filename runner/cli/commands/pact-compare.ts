import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import {
  type ContractVersion,
  compareWithVersion,
  findContractFiles,
  loadVersion,
  type Pact,
  type PactComparison,
  TercetError,
} from "../../../contracts/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { CliContext } from "../context.ts";
import { findPacts } from "../pact-files.ts";

interface Options {
  readonly strict?: true;
  readonly json?: true;
}

/** What was found in one pact. */
interface Comparison extends PactComparison {
  readonly pact: Pact;
}

type Finding = PactComparison["findings"][number];

/** Adds `tercet pact compare`: does what consumers use fit a provider's contract, without running anything? */
export function addPactCompare(pact: Command, context: CliContext, finish: (exitCode: number) => void): void {
  pact
    .command("compare")
    .description("hold consumers' interactions against the provider's contract; nothing is run")
    .argument(
      "<pact...>",
      "Pact files, or folders of them, and last the contract: OpenAPI or AsyncAPI, or carts, carts@^1",
    )
    .option("--strict", "warnings fail too")
    .option("--json", "write the findings as JSON")
    .action(async (locations: string[], options: Options) => finish(await compare(locations, options, context)));
}

async function compare(locations: readonly string[], options: Options, context: CliContext): Promise<number> {
  const reference = locations.at(-1) ?? "";
  if (locations.length < 2) {
    throw new TercetError("usage", "Say what to compare: `pact compare PACT… CONTRACT`, the contract last.");
  }
  const { contracts } = await loadConfig(context.cwd);
  const files = isFile(reference) ? [inCwd(reference, context.cwd)] : await findContractFiles(contracts, reference);
  const contract = await loadVersion(files, { allowRemote: false });
  const pacts = await findPacts(locations.slice(0, -1), {}, context);
  const comparisons = pacts.map((pact): Comparison => ({ pact, ...compareWithVersion(pact, contract) }));
  if (comparisons.every(({ compared }) => compared === 0)) throw nothing(comparisons, contract);
  context.stdout.write(options.json ? json(comparisons, files[0] as string) : text(comparisons, context.cwd));
  const failing = (finding: Finding) => options.strict === true || finding.severity === "error";
  return comparisons.some(({ findings }) => findings.some(failing)) ? 1 : 0;
}

/** A path or URL, not a service of the catalog. */
function isFile(reference: string): boolean {
  return /[/\\]|\.(json|ya?ml)$/i.test(reference);
}

/** A file as the working directory knows it; URLs are left as they are. */
function inCwd(reference: string, cwd: string): string {
  return /^(https?|file):/i.test(reference) ? reference : resolve(cwd, reference);
}

function nothing(comparisons: readonly Comparison[], { http, messages }: ContractVersion): TercetError {
  const files = comparisons.map(({ pact }) => pact.source).join(", ");
  const what = messages === undefined ? "HTTP interaction" : http === undefined ? "message" : "interaction";
  return new TercetError("contract", `${files}: no ${what} is there, so nothing was compared.`);
}

function json(comparisons: readonly Comparison[], contract: string): string {
  const pacts = comparisons.map(({ pact: { source, consumer, provider }, ...rest }) => ({
    pact: source,
    consumer,
    provider,
    ...rest,
  }));
  return `${JSON.stringify({ contract, pacts }, null, 2)}\n`;
}

function text(comparisons: readonly Comparison[], cwd: string): string {
  const lines = comparisons.flatMap(({ pact: { source, consumer, provider }, findings, compared, uncompared }) => {
    const file = /^(https?|file):/i.test(source) ? source : relative(cwd, source) || source;
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const skipped = uncompared === 0 ? "" : `, ${count(uncompared, "interaction")} of another kind not compared`;
    return [
      ...findings.map((finding) => findingLine(file, finding)),
      `${consumer} → ${provider}: ${count(compared, "interaction")}, ${count(errors, "error")}, ` +
        `${count(findings.length - errors, "warning")}${skipped}`,
    ];
  });
  return `${lines.join("\n")}\n`;
}

function findingLine(file: string, finding: Finding): string {
  const { pactPointer, rule, severity, interaction, message, witness } = finding;
  const shown = witness === undefined ? "" : ` Witness: ${JSON.stringify(witness)}`;
  const line = `${file}#${pactPointer} ${rule} ${severity === "warning" ? "(warning) " : ""}"${interaction}": ${message}${shown}`;
  // A pact is written by others: it must not give the terminal orders.
  return stripVTControlCharacters(line).replaceAll(/\s+/g, " ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
