import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { type Pact, TercetError, writeWhole } from "../../../contracts/index.ts";
import { hasSelected, type InteractionSelection, planReplay, type ReplayResult } from "../../../suites/index.ts";
import { replayConsumer } from "../../engine/replay.ts";
import type { CliContext } from "../context.ts";
import { collect, positive, type RunOptionValues, runOptions } from "../options.ts";
import { findPacts } from "../pact-files.ts";
import { checkProviderOptions, type ProviderOptions, withProviders } from "../pact-provider.ts";
import { publishReplays } from "../publish-replays.ts";
import { shellLine } from "../shell-line.ts";
import { storeOption } from "../with-facts.ts";
import { withRun } from "../with-run.ts";

/** How long a verification may take, in seconds, where `--timeout` does not say. */
const defaultTimeoutSeconds = 300;

interface Options extends RunOptionValues, ProviderOptions {
  readonly consumer?: string;
  readonly provider?: string;
  readonly filter?: string;
  readonly interaction?: string;
  readonly state?: string;
  readonly stateUrl?: string;
  readonly statesGiven?: true;
  readonly statesIndependent?: true;
  readonly messageUrl?: string;
  readonly role?: readonly string[];
  readonly header?: readonly string[];
  readonly providerVersion?: string;
  readonly results?: string;
  readonly publish?: true;
  readonly store?: string;
  readonly concurrency?: number;
  readonly timeout: number;
}

/** Adds `tercet pact verify`: does a running provider keep what its consumers count on? */
export function addPactVerify(pact: Command, context: CliContext, finish: (exitCode: number) => void): void {
  pact
    .command("verify")
    .description("replay consumers' interactions against a running provider")
    .argument("[pact...]", "Pact files, or folders of them (default: contracts/consumers)")
    .option("--url <url>", "base URL of the provider")
    .addOption(runOptions.environment())
    .option("--tokens <file>", "keys to mint fresh tokens with, in place of those in the pact, JSON")
    .option("--role <name>", "a role of the fresh tokens; may be repeated (default: as in the pact's token)", collect)
    .option("--header <name: value>", "sent with every request, in place of the pact's; may be repeated", collect)
    .option("--ca <file>", "the authority that signed the provider's certificate, PEM")
    .option("--state-url <url>", "the provider's route for states: POST { consumer, state, params, action }")
    .option("--states-given", "the provider is in every state already: none is set up")
    .option("--states-independent", "states do not disturb one another: interactions with states run side by side")
    .option("--message-url <url>", "the provider's route for messages: POST { description, providerStates }")
    .option("--consumer <name>", "the pacts of this consumer only")
    .option("--provider <name>", "the pacts with this provider only")
    .option("--filter <text>", "interactions whose description holds this text only")
    .option("--interaction <name>", "one interaction only: its key, description or JSON Pointer")
    .option("--state <name>", "interactions that need this provider state only")
    .option("--provider-version <version>", "what is verified, for --results and --publish")
    .option("--results <file>", "write what became of each pact, to be published")
    .option("--publish", "record what became of each pact in the ledger of facts, for `tercet gate`")
    .addOption(storeOption())
    .option("--concurrency <n>", "so many interactions at once (default: 16)", positive)
    .option("--timeout <seconds>", "end after so long; what is left is inconclusive", positive, defaultTimeoutSeconds)
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (locations: string[], options: Options) => finish(await verify(locations, options, context)));
}

async function verify(locations: readonly string[], options: Options, context: CliContext): Promise<number> {
  checkUrls(options);
  if (options.stateUrl !== undefined && options.statesGiven) {
    throw new TercetError("usage", "Give either --state-url or --states-given, not both.");
  }
  if (options.publish && options.providerVersion === undefined) {
    throw new TercetError("usage", "--publish needs --provider-version: say which version is verified.");
  }
  const headers = readHeaders(options.header ?? []);
  // What can be wrong with files is said before anything is started or reported.
  const pacts = selectedPacts(await findPacts(locations, options, context), options);
  checkProviderOptions(options, pacts);
  const { cwd } = context;
  const signal = AbortSignal.any([context.signal, timeLimit(options.timeout)]);
  const command = shellLine([
    "pact",
    "verify",
    ...locations,
    ...providerArguments(options),
    ...selectionArguments(options),
  ]);
  const results: ReplayResult[] = [];
  const code = await withRun(context, options, command, ({ run, config }) =>
    withProviders(options, { config, run, signal, cwd }, async (providerOf) => {
      for (const pact of pacts) {
        results.push(
          await replayConsumer(run, {
            ...(await providerOf(pact)),
            pact,
            select: selectionOf(options),
            headers,
            states: options.statesGiven ? "given" : undefined,
            stateUrl: options.stateUrl,
            statesIndependent: options.statesIndependent,
            messageUrl: options.messageUrl,
            roles: options.role,
            providerVersion: options.providerVersion,
            concurrency: options.concurrency,
            signal,
            replay: ({ reference }) => replayLine(pact, reference, options, run.seed, cwd),
          }),
        );
      }
    }),
  );
  if (options.results !== undefined) {
    await writeWhole(resolve(cwd, options.results), `${JSON.stringify(results, null, 2)}\n`);
  }
  if (options.publish) await publishReplays(context, options, results);
  return code;
}

function checkUrls({ url, stateUrl, messageUrl }: Options): void {
  for (const [option, value] of Object.entries({ url, "state-url": stateUrl, "message-url": messageUrl })) {
    if (value === undefined || (/^https?:\/\/[^/]/.test(value) && URL.canParse(value))) continue;
    throw new TercetError("usage", `--${option}: "${value}" is no URL; give one such as https://localhost:8443.`);
  }
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
      // The line itself is not shown: it may hold a secret.
      if (name === undefined || value === undefined) throw new TercetError("usage", "--header takes 'Name: value'.");
      return [name, value.trim()];
    }),
  );
}

/** The pacts in which something is selected. Throws `TercetError` where nothing is, and for a pact that is empty. */
function selectedPacts(pacts: readonly Pact[], options: Options): readonly Pact[] {
  const [first] = pacts;
  const selected = pacts.filter((pact) => hasSelected(pact, selectionOf(options)));
  // Tells of the first one why nothing is selected in it.
  if (selected.length === 0 && first !== undefined) planReplay(first, selectionOf(options));
  return selected;
}

function selectionOf({ filter, interaction, state }: Options): InteractionSelection {
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(interaction === undefined ? {} : { interaction }),
    ...(state === undefined ? {} : { state }),
  };
}

function selectionArguments({ consumer, provider, filter, interaction, state }: Options): readonly string[] {
  return [
    ...pairs("--consumer", consumer),
    ...pairs("--provider", provider),
    ...pairs("--filter", filter),
    ...pairs("--interaction", interaction),
    ...pairs("--state", state),
  ];
}

/** How the provider is reached, as the user gave it, but for headers: their values may be secrets. */
function providerArguments(options: Options): readonly string[] {
  return [
    ...pairs("--url", options.url),
    ...pairs("--environment", options.environment),
    ...pairs("--tokens", options.tokens),
    ...pairs("--role", options.role),
    ...pairs("--ca", options.ca),
    ...pairs("--state-url", options.stateUrl),
    ...(options.statesGiven ? ["--states-given"] : []),
    ...pairs("--message-url", options.messageUrl),
  ];
}

function replayLine({ source }: Pact, reference: string, options: Options, seed: number, cwd: string): string {
  const file = /^(https?|file):/i.test(source) ? source : relative(cwd, source);
  const words = ["tercet", "pact", "verify", file, ...providerArguments(options), "--interaction", reference];
  const line = shellLine([...words, "--seed", String(seed)]);
  // Values of headers may be secrets: the shell is to fill them in.
  const headers = (options.header ?? []).map((header) => {
    const name = header.split(":", 1)[0] ?? "";
    return ` --header "${name}: $${name.toUpperCase().replaceAll(/\W/g, "_")}"`;
  });
  return line + headers.join("");
}

function pairs(option: string, values: string | readonly string[] | undefined): readonly string[] {
  return [values ?? []].flat().flatMap((value) => [option, value]);
}

function timeLimit(seconds: number): AbortSignal {
  const over = new AbortController();
  const message = `The verification was ended after ${seconds} s; give it longer with --timeout.`;
  setTimeout(() => over.abort(new TercetError("surroundings", message)), seconds * 1000).unref();
  return over.signal;
}
