import { resolve } from "node:path";
import {
  type Contract,
  findContract,
  findOperation,
  listContracts,
  type Pact,
  type PactRequest,
  TercetError,
} from "../../contracts/index.ts";
import type { Config } from "../config/config.ts";
import type { Run } from "../engine/run.ts";
import { readAuthority } from "../environments/authority.ts";
import { targetOf, withEnvironment } from "../environments/resolve.ts";
import { readTokens, type TargetTokens } from "../environments/tokens.ts";

/** The options that say where a provider is and how it is reached. */
export interface ProviderOptions {
  readonly url?: string;
  readonly environment?: string;
  readonly tokens?: string;
  readonly ca?: string;
  readonly messageUrl?: string;
}

/** A provider, as a replay reaches it. */
export interface ReachedProvider extends TargetTokens {
  readonly url?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  /** The roles that a request needs by the provider's contract; undefined where none is known. */
  readonly rolesFor: (request: PactRequest) => readonly string[] | undefined;
}

/**
 * Says how the provider of each pact is reached, for as long as `use` lasts: at one URL, or as the service of its name in
 * an environment, which is started where it has to be. Throws `TercetError` where the options do not say it.
 */
export async function withProviders(
  options: ProviderOptions,
  {
    config,
    run,
    signal,
    cwd,
  }: { readonly config: Config; readonly run: Run; readonly signal: AbortSignal; readonly cwd: string },
  use: (providerOf: (pact: Pact) => Promise<ReachedProvider>) => Promise<void>,
): Promise<void> {
  const { environment, url, tokens, ca } = options;
  if (environment === undefined) {
    const certificateAuthority = await readAuthority(ca === undefined ? undefined : resolve(cwd, ca));
    const given = tokens === undefined ? {} : await readTokens(resolve(cwd, tokens), certificateAuthority);
    const reached = { url, certificateAuthority, ...given };
    return use(async ({ provider }) => ({ ...reached, rolesFor: rolesBy(await contractOf(config, provider)) }));
  }
  await withEnvironment(config, environment, { run, signal }, (opened) =>
    use(async ({ provider }) => {
      const target = await targetOf(config, opened, provider);
      return {
        url: target.urls[0],
        ...(target.tokens === undefined ? {} : { tokens: target.tokens }),
        ...(target.credentials === undefined ? {} : { credentials: target.credentials }),
        certificateAuthority: target.certificateAuthority,
        rolesFor: rolesBy(target.contract),
      };
    }),
  );
}

/** Throws `TercetError` (`usage`) where the options do not name one place for each pact's provider. */
export function checkProviderOptions(options: ProviderOptions, pacts: readonly Pact[]): void {
  const { environment, url, tokens, ca, messageUrl } = options;
  if (environment !== undefined) {
    if (url === undefined && tokens === undefined && ca === undefined) return;
    throw new TercetError("usage", "--url, --tokens and --ca go without --environment; an environment has its own.");
  }
  if (url === undefined && messageUrl === undefined) {
    throw new TercetError(
      "usage",
      "Say where the provider is: --url URL, or --environment NAME (messages: --message-url URL).",
    );
  }
  const providers = [...new Set(pacts.map(({ provider }) => provider))];
  if (providers.length > 1) {
    throw new TercetError(
      "usage",
      `The pacts are with ${providers.join(", ")}, and there is one URL: choose one with --provider.`,
    );
  }
}

/** The first role that the operation of a request asks for. */
function rolesBy(contract: Contract | undefined): ReachedProvider["rolesFor"] {
  return (request) => {
    if (contract === undefined) return undefined;
    const operation = findOperation(contract, request.method, request.path)?.operation;
    const roles = operation?.security[0]?.schemes.flatMap((scheme) => scheme.roles) ?? [];
    return roles.length === 0 ? undefined : roles;
  };
}

/** The provider's contract in the project's catalog; most projects of a consumer have none. */
async function contractOf({ contracts }: Config, provider: string): Promise<Contract | undefined> {
  const entries = await listContracts(contracts);
  return entries.some(({ service }) => service === provider) ? findContract(contracts, provider) : undefined;
}
