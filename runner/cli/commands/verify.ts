import { resolve } from "node:path";
import { loadContract, loadRules, rulesFileOf, TercetError } from "../../../contracts/index.ts";
import type { Target } from "../../../suites/index.ts";
import { verifyService } from "../../engine/verify.ts";
import { readAuthority } from "../../environments/authority.ts";
import { targetOf, withEnvironment } from "../../environments/resolve.ts";
import { readTokenKeys } from "../../environments/tokens.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { collect, positive, type RunOptionValues, runOptions } from "../options.ts";
import { shellLine } from "../shell-line.ts";
import { withRun } from "../with-run.ts";

/** How long a verification may take, in seconds, where `--timeout` does not say. */
const defaultTimeoutSeconds = 300;

interface Options extends RunOptionValues {
  readonly environment?: string;
  readonly contract?: string;
  readonly url?: readonly string[];
  readonly tokens?: string;
  readonly ca?: string;
  readonly guarantee?: readonly string[];
  readonly only?: readonly string[];
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
    .option("--tokens <file>", "keys to mint tokens with, JSON")
    .option("--ca <file>", "the authority that signed the service's certificate, PEM")
    .option("--guarantee <slug>", "check this guarantee only; may be repeated", collect)
    .option("--only <check[@operation]>", "run this check only, of this operation only; may be repeated", collect)
    .option("--timeout <seconds>", "end after so long; what is left is inconclusive", positive, defaultTimeoutSeconds)
    .addOption(runOptions.seed())
    .addOption(runOptions.report())
    .addOption(runOptions.quiet())
    .addOption(runOptions.json())
    .action(async (service: string | undefined, options: Options) => {
      const base = baseArguments(service, options);
      const signal = AbortSignal.any([context.signal, timeLimit(options.timeout)]);
      // What can be wrong with files is said before anything is started or reported.
      const given = options.contract === undefined ? undefined : await givenTarget(options.contract, options, context);
      const selected = [...pairs("--guarantee", options.guarantee), ...pairs("--only", options.only)];
      finish(
        await withRun(context, options, shellLine([...base, ...selected]), async ({ run, config }) => {
          const verify = (target: Target, production: boolean) =>
            verifyService(run, {
              target,
              guarantees: options.guarantee ?? [],
              only: options.only ?? [],
              production,
              signal,
              replay: (only, seed) => shellLine(["tercet", ...base, ...pairs("--only", only), "--seed", String(seed)]),
            });
          if (given !== undefined) return verify(given, false);
          await withEnvironment(config, options.environment ?? "", { run, signal }, async (environment) =>
            verify(await targetOf(config, environment, service ?? ""), environment.production),
          );
        }),
      );
    });
};

/** The arguments that name the target, as the user gave them. Throws `TercetError` (`usage`) when they do not name one. */
function baseArguments(service: string | undefined, options: Options): readonly string[] {
  const { environment, contract, url, tokens, ca } = options;
  if (contract === undefined) {
    if (service === undefined || environment === undefined) {
      throw new TercetError(
        "usage",
        "Say what to verify: `verify SERVICE --environment NAME`, or `verify --contract FILE --url URL`.",
      );
    }
    if (url !== undefined || tokens !== undefined || ca !== undefined) {
      throw new TercetError("usage", "--url, --tokens and --ca go with --contract; an environment has its own.");
    }
    return ["verify", service, "--environment", environment];
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
  return ["verify", "--contract", contract, ...pairs("--url", url), ...pairs("--tokens", tokens), ...pairs("--ca", ca)];
}

/** The target that `--contract`, `--url`, `--tokens` and `--ca` describe. */
async function givenTarget(file: string, options: Options, { cwd }: CliContext): Promise<Target> {
  const path = (name: string) => (/^https?:\/\//.test(name) ? name : resolve(cwd, name));
  const [contract, tokens, certificateAuthority] = await Promise.all([
    loadContract(path(file)),
    options.tokens === undefined ? undefined : readTokenKeys(path(options.tokens)),
    readAuthority(options.ca === undefined ? undefined : path(options.ca)),
  ]);
  const rulesFile = rulesFileOf(contract);
  return {
    contract,
    urls: (options.url ?? []).map((url) => url.replace(/\/+$/, "")),
    ...(rulesFile === undefined ? {} : { rules: await loadRules(rulesFile) }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  };
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
