import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findContract, loadRules, reasonOf, rulesFileOf, TercetError } from "../../contracts/index.ts";
import type { Resolved, Target } from "../../suites/index.ts";
import type { Config } from "../config/config.ts";
import { describeIssues } from "../config/issues.ts";
import type { Run } from "../engine/run.ts";
import { readAuthority } from "./authority.ts";
import { type Environment, environmentSchema, type StartEnvironment } from "./environment.ts";
import { readResolved } from "./resolved.ts";
import { openSentinels } from "./sentinels.ts";
import { surroundingsOf } from "./surroundings.ts";
import { readTokens, type TargetTokens, usableTokens } from "./tokens.ts";

/** An environment that is ready, and how to let go of it; `stop` ends only what was started for it. */
export interface OpenEnvironment {
  readonly environment: Environment;
  stop(): Promise<void>;
}

/**
 * Makes an environment of the configuration ready: one that is data is only read, one that is a function is started.
 * Throws `TercetError`: `usage` for an unknown name, `configuration` for one that is not valid.
 */
export async function openEnvironment(
  config: Config,
  name: string,
  options: { readonly signal: AbortSignal; readonly progress: (message: string) => void },
): Promise<OpenEnvironment> {
  const declared = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined;
  if (declared === undefined) {
    const known = Object.keys(config.environments).join(", ") || "none";
    throw new TercetError(
      "usage",
      `There is no environment "${name}" in ${config.file ?? `${config.directory} (no tercet.config.ts found)`}; it has: ${known}.`,
    );
  }
  if (typeof declared !== "function") return { environment: complete(config, name, declared), stop: async () => {} };
  const started = await startUntilOpen(options.signal, (signal) =>
    start(config, name, declared, { ...options, signal }),
  );
  try {
    return { environment: complete(config, name, started.environment), stop: started.stop };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** Calls the user's function; what it throws, or gives back wrongly, is told as the environment's fault and not as ours. */
async function start(
  config: Config,
  name: string,
  declared: StartEnvironment,
  options: { readonly signal: AbortSignal; readonly progress: (message: string) => void },
): ReturnType<StartEnvironment> {
  const place = { file: config.file ?? "tercet.config.ts", pointer: `/environments/${name}` };
  const started = await (async () => declared({ directory: resolve(config.state, name), ...options }))().catch(
    (cause: unknown) => {
      if (cause instanceof TercetError) throw cause;
      options.signal.throwIfAborted();
      const message = `The environment "${name}" could not be started: ${reasonOf(cause)}. Its function stands in ${place.file}.`;
      throw new TercetError("surroundings", message, { place, cause });
    },
  );
  if (typeof started?.stop === "function") return started;
  throw new TercetError(
    "configuration",
    `The environment "${name}" in ${place.file} is a function that gives no \`stop\`: return { environment, stop }.`,
    { place },
  );
}

/** Opens an environment for `use`, and lets go of it whatever happens. */
export async function withEnvironment<T>(
  config: Config,
  name: string,
  { run, signal }: { readonly run: Pick<Run, "progress">; readonly signal: AbortSignal },
  use: (environment: Environment) => Promise<T>,
): Promise<T> {
  const opened = await openEnvironment(config, name, { signal, progress: run.progress });
  try {
    return await use(opened.environment);
  } finally {
    await opened.stop();
  }
}

/** An interruption stops an environment that is being started; one that is open is used for clean-up, and stopped after. */
async function startUntilOpen<T>(signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const starting = new AbortController();
  const stop = () => starting.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", stop);
  try {
    return await start(starting.signal);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** A service of an environment with its contract, tokens and authority loaded. */
export async function targetOf(config: Config, environment: Environment, service: string): Promise<Target> {
  const declared = Object.hasOwn(environment.services, service) ? environment.services[service] : undefined;
  if (declared === undefined) {
    const known = Object.keys(environment.services).join(", ");
    throw new TercetError(
      "usage",
      `The environment "${environment.name}" has no service "${service}"; it has: ${known}.`,
    );
  }
  const reference = declared.contract ?? service;
  const file = resolve(config.directory, reference);
  const certificateAuthority = await readAuthority(environment.certificateAuthority);
  const [contract, tokens] = await Promise.all([
    findContract(config.contracts, existsSync(file) ? file : reference),
    tokensOf(config, environment, certificateAuthority),
  ]);
  const rulesFile = rulesFileOf(contract);
  return {
    contract,
    ...(environment.production ? { sentinels: await openSentinels(config.state, environment.name, service) } : {}),
    ...(rulesFile === undefined ? {} : { rules: await loadRules(rulesFile) }),
    urls: declared.urls.map((url) => url.replace(/\/+$/, "")),
    ...(declared.resolve.length === 0 ? {} : { resolve: resolvedOf(config, environment, service) }),
    ...tokens,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(await surroundingsOf(contract, declared, config)),
  };
}

function resolvedOf(config: Config, { name, services }: Environment, service: string): readonly Resolved[] {
  const { resolve: texts = [], urls = [] } = services[service] ?? {};
  const pointer = `/environments/${name}/services/${service}/resolve`;
  const place = { file: config.file ?? "tercet.config.ts", pointer };
  return readResolved(texts, urls, { option: `${service}.resolve of "${name}"`, code: "configuration", place });
}

function complete(config: Config, name: string, declared: unknown): Environment {
  const parsed = environmentSchema.safeParse(declared);
  if (!parsed.success) {
    const reasons = describeIssues(parsed.error.issues, ["environments", name]);
    throw new TercetError("configuration", `The environment "${name}" is not valid: ${reasons}. Mend that key.`, {
      place: { file: config.file ?? "tercet.config.ts", pointer: `/environments/${name}` },
    });
  }
  const { tokens, certificateAuthority, ...rest } = parsed.data;
  return {
    ...rest,
    name,
    ...(tokens === undefined
      ? {}
      : { tokens: typeof tokens === "string" ? resolve(config.directory, tokens) : tokens }),
    ...(certificateAuthority === undefined
      ? {}
      : { certificateAuthority: resolve(config.directory, certificateAuthority) }),
  };
}

const loaded = new WeakMap<Environment, Promise<TargetTokens>>();

/** What an environment's services are given to authenticate with: read once, so that they share what was obtained. */
function tokensOf(
  config: Config,
  environment: Environment,
  certificateAuthority: string | undefined,
): Promise<TargetTokens> {
  const known = loaded.get(environment) ?? loadTokens(config, environment, certificateAuthority);
  loaded.set(environment, known);
  return known;
}

async function loadTokens(
  config: Config,
  { name, tokens }: Environment,
  certificateAuthority: string | undefined,
): Promise<TargetTokens> {
  if (tokens === undefined) return {};
  if (typeof tokens === "string") return readTokens(tokens, certificateAuthority);
  return usableTokens(tokens, {
    name: `The tokens of "${name}"`,
    place: { file: config.file ?? "tercet.config.ts", pointer: `/environments/${name}/tokens` },
    directory: config.directory,
    certificateAuthority,
  });
}
