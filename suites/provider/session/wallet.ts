import { type Contract, credentialPlaces, type Operation } from "../../../contracts/index.ts";
import { present, presentedFor } from "../../kit/credentials/authenticate.ts";
import type { Credentials } from "../../kit/credentials/credentials.ts";
import { credentialsFromKeys } from "../../kit/credentials/from-keys.ts";
import { credentialIn } from "../../kit/credentials/place.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Identity, TokenKeys } from "../../kit/identity.ts";

/** Authenticates the requests of a session, and knows afterwards whom one spoke for. */
export interface Wallet {
  /**
   * The request with the caller's credentials; as it is where there are none for the operation. With `lifetimeSeconds` a token
   * is made for this request, where the issuer's keys are at hand.
   */
  authenticate(
    request: HttpRequest,
    operation: Operation,
    identity: Identity,
    lifetimeSeconds?: number,
  ): Promise<HttpRequest>;
  /** Whom a request speaks for; undefined where it has no credential that was handed out here. */
  owner(operation: Operation, request: HttpRequest): Identity | undefined;
}

/** Makes a wallet; without credentials no request is authenticated. `keys`: those that the credentials are made with. */
export function createWallet(contract: Contract, credentials: Credentials | undefined, keys?: TokenKeys): Wallet {
  const owners = new Map<string, Identity>();
  const sourceFor = (lifetimeSeconds: number | undefined) =>
    lifetimeSeconds === undefined || keys === undefined
      ? credentials
      : credentialsFromKeys({ ...keys, lifetimeSeconds });
  return {
    async authenticate(request, operation, identity, lifetimeSeconds) {
      const source = sourceFor(lifetimeSeconds);
      const presented = source === undefined ? undefined : await presentedFor(contract, operation, identity, source);
      for (const { credential } of presented ?? []) owners.set(credential.value, identity);
      return present(request, presented ?? []);
    },
    owner(operation, request) {
      for (const place of credentialPlaces(contract, operation).flat()) {
        const value = place.in === "anywhere" ? undefined : credentialIn(request, place);
        const owner = value === undefined ? undefined : owners.get(value);
        if (owner !== undefined) return owner;
      }
      return undefined;
    },
  };
}
