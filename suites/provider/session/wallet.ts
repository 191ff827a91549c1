import type { Identity, TokenKeys } from "../../kit/identity.ts";
import { mintToken } from "../../kit/tokens.ts";

/** The good tokens of a session, each used for a part of its life. */
export interface Wallet {
  /** A token of the caller with most of its life ahead; undefined where there are no keys to mint one. */
  token(identity: Identity): Promise<string | undefined>;
  /** Whom an `authorization` header speaks for; undefined where the token was not handed out here. */
  owner(authorization: string | undefined): Identity | undefined;
}

/** Makes an empty wallet; without keys no token can be minted. */
export function createWallet(keys: TokenKeys | undefined): Wallet {
  const tokens = new Map<string, { readonly token: Promise<string>; readonly mintedAt: number }>();
  const owners = new Map<string, Identity>();
  return {
    async token(identity) {
      if (keys === undefined) return undefined;
      const name = JSON.stringify([identity.subject, identity.roles]);
      const known = tokens.get(name);
      if (known !== undefined && performance.now() - known.mintedAt < keys.lifetimeSeconds * 500) return known.token;
      const token = mintToken(keys, identity);
      tokens.set(name, { token, mintedAt: performance.now() });
      owners.set(`Bearer ${await token}`, identity);
      return token;
    },
    owner: (authorization) => (authorization === undefined ? undefined : owners.get(authorization)),
  };
}
