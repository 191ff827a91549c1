import { resolve } from "node:path";
import { loadContract, loadRules, rulesFileOf, TercetError } from "../../../contracts/index.ts";
import { startTimeLimit, type Target } from "../../../suites/index.ts";
import { loadConfig } from "../../config/load.ts";
import { verifyService } from "../../engine/verify.ts";
import { withoutOperations } from "../../engine/without-operations.ts";
import { readAuthority } from "../../environments/authority.ts";
import { targetOf, withEnvironment } from "../../environments/resolve.ts";
import { readResolved } from "../../environments/resolved.ts";
import { surroundingsOf } from "../../environments/surroundings.ts";
import { readTokens } from "../../environments/tokens.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { doubledPath } from "../doubled-path.ts";
import { collect, positive, type RunOptionValues, runOptions } from "../options.ts";
import { shellLine } from "../shell-line.ts";
import {
  readSurroundings,
  type SurroundingsValues,
  surroundingsArguments,
  surroundingsOptions,
} from "../surroundings-options.ts";
import { withRun } from "../with-run.ts";

/** How long a verification may take, in seconds, where `--timeout` does not say. */
const defaultTimeoutSeconds = 900;

interface Options extends RunOptionValues, SurroundingsValues {
  readonly environment?: string;
  readonly contract?: string;
  readonly url?: readonly string[];
  readonly resolve?: readonly string[];
  readonly tokens?: string;
  readonly ca?: string;
  readonly guarantee?: readonly string[];
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly production?: true;
  readonly requestBudget?: number;
  readonly concurrency?: number;
  readonly timeout: number;
}

/** `tercet verify <service | --contract FILE>`: does a running service keep its guarantees? */
export const registerVerify: RegisterCommand = (program, context, finish) => {
  program
    .command("verify")
    .description("verify a running service against its contract")
    .argument("[service]", "a service of the environment")
    .addOption(runOptions.environment())
    .option("--contract <file>", "an OpenAPI file, instead of a service of an environment")
    .option("--url <url>", "base URL of the service; once for each instance", collect)
    .option(
      "--resolve <name:port:address>",
      "reach an instance behind a URL's name, as curl does; may be repeated",
      collect,
    )
    .option("--tokens <file>", "the issuer's keys, or where credentials come from, JSON")
    .option("--ca <file>", "the authority that signed the service's certificate, PEM")
    .addOption(surroundingsOptions.dependency())
    .addOption(surroundingsOptions.dependencyContract())
    .addOption(surroundingsOptions.dependencyCertificate())
    .addOption(surroundingsOptions.database())
    .addOption(surroundingsOptions.databaseUser())
    .option("--guarantee <slug>", "check this guarantee only; may be repeated", collect)
    .option("--only <check[@operation]>", "run this check only, of this operation only; may be repeated", collect)
    .option("--except <operation>", "leave this operation out, whatever is selected; may be repeated", collect)
    .option("--production", "run only what is declared safe in production, gently (an environment says so itself)")
    .option("--request-budget <n>", "send so many requests at the most (in production: 1000)", positive)
    .option("--concurrency <n>", "have so many requests under way at once (default: 8, in production 2)", positive)
    .option("--timeout <seconds>", "end after so long; what is left is inconclusive", positive, defaultTimeoutSeconds)
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (service: string | undefined, options: Options) => {
      const message = `The verification was ended after ${options.timeout} s; give it longer with --timeout.`;
      const limit = startTimeLimit(options.timeout, message);
      try {
        finish(await verify(service, options, context, AbortSignal.any([context.signal, limit.signal])));
      } finally {
        limit.cancel();
      }
    });
};

async function verify(
  service: string | undefined,
  options: Options,
  context: CliContext,
  signal: AbortSignal,
): Promise<number> {
  const { guarantee = [], only = [], except = [], requestBudget, concurrency } = options;
  const base = [...baseArguments(service, options), ...pairs("--except", except)];
  // What can be wrong with files is said before anything is started or reported.
  const given = options.contract === undefined ? undefined : await givenTarget(options.contract, options, context);
  const selected = [...pairs("--guarantee", guarantee), ...pairs("--only", only)];
  return withRun(context, options, shellLine([...base, ...selected]), async ({ run, config }) => {
    const shared = { guarantees: guarantee, only, requestBudget, concurrency, signal };
    const replay = (ways: readonly string[], seed: number) =>
      shellLine(["tercet", ...base, ...pairs("--only", ways), "--seed", String(seed)]);
    if (given !== undefined) {
      const production = options.production === true;
      const target = withoutOperations(given, except);
      await verifyService(run, { ...shared, target, production, authorityFile: options.ca, replay });
      return;
    }
    await withEnvironment(config, options.environment ?? "", { run, signal }, async (environment) => {
      const target = withoutOperations(await targetOf(config, environment, service ?? ""), except);
      const production = environment.production || options.production === true;
      const authorityFile = environment.certificateAuthority;
      await verifyService(run, { ...shared, target, production, authorityFile, replay });
    });
  });
}

/** The arguments that name the target, as the user gave them. Throws `TercetError` (`usage`) when they do not name one. */
function baseArguments(service: string | undefined, options: Options): readonly string[] {
  const { environment, contract, url, resolve: resolved, tokens, ca } = options;
  const production = options.production === true ? ["--production"] : [];
  if (contract === undefined) {
    if (service === undefined || environment === undefined) {
      throw new TercetError(
        "usage",
        "Say what to verify: `verify SERVICE --environment NAME`, or `verify --contract FILE --url URL`.",
      );
    }
    const own = [url, resolved, tokens, ca].some((option) => option !== undefined);
    if (own || surroundingsArguments(options).length > 0) {
      throw new TercetError(
        "usage",
        "--url, --resolve, --tokens, --ca, --dependency and --database go with --contract; an environment has its own.",
      );
    }
    return ["verify", service, "--environment", environment, ...production];
  }
  if (service !== undefined || environment !== undefined) {
    throw new TercetError("usage", "Give either a service and --environment, or --contract and --url, not both.");
  }
  const wrong = url?.find((one) => !/^https?:\/\/[^/]/.test(one) || !URL.canParse(one));
  if (url === undefined || wrong !== undefined) {
    const problem = wrong === undefined ? "--contract needs --url" : `--url: "${wrong}" is no URL`;
    throw new TercetError(
      "usage",
      `${problem}; give the base URL of the running service, such as https://localhost:8443.`,
    );
  }
  const instances = [...pairs("--url", url), ...pairs("--resolve", resolved)];
  const files = [...pairs("--tokens", tokens), ...pairs("--ca", ca)];
  return [
    "verify",
    ...["--contract", contract],
    ...instances,
    ...files,
    ...surroundingsArguments(options),
    ...production,
  ];
}

/** The target that `--contract` and the options beside it describe. */
async function givenTarget(file: string, options: Options, { cwd, stderr }: CliContext): Promise<Target> {
  const { url = [], resolve: resolved = [] } = options;
  const path = (name: string) => (/^https?:\/\//.test(name) ? name : resolve(cwd, name));
  const certificateAuthority = await readAuthority(options.ca === undefined ? undefined : path(options.ca));
  const [contract, tokens] = await Promise.all([
    loadContract(path(file)),
    options.tokens === undefined ? undefined : readTokens(path(options.tokens), certificateAuthority),
  ]);
  for (const warning of url.flatMap((one) => doubledPath(contract, one) ?? [])) stderr.write(`${warning}\n`);
  const rulesFile = rulesFileOf(contract);
  const { contracts } = await loadConfig(cwd);
  const surroundings = await surroundingsOf(contract, readSurroundings(options), { directory: cwd, contracts });
  return {
    contract,
    urls: url.map((one) => one.replace(/\/+$/, "")),
    ...(resolved.length === 0 ? {} : { resolve: readResolved(resolved, url, { option: "--resolve", code: "usage" }) }),
    ...(rulesFile === undefined ? {} : { rules: await loadRules(rulesFile) }),
    ...tokens,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...surroundings,
  };
}

function pairs(option: string, values: string | readonly string[] | undefined): readonly string[] {
  return [values ?? []].flat().flatMap((value) => [option, value]);
}
