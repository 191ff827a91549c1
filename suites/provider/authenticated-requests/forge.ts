import type { Contract } from "../../../contracts/index.ts";
import { credentialIn } from "../../kit/credentials/place.ts";
import { readToken } from "../../kit/credentials/read-token.ts";
import type { Identity, TokenKeys } from "../../kit/identity.ts";
import { type JoseHeader, mintToken, signToken, type TokenChanges } from "../../kit/tokens.ts";
import type { Attacker } from "./attacker.ts";
import type { Bench } from "./way.ts";

/** Claims, as a token carries them. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a forger works with. */
export interface Forge {
  readonly contract: Contract;
  readonly attacker: Attacker;
  readonly identity: Identity;
  /** How good tokens are signed, RFC 7518 §3.1. */
  readonly alg: string;
  /** The issuer's keys. Throws where there are none: a way that needs them says so. */
  readonly keys: TokenKeys;
  /** A token as the issuer makes it, changed; needs the keys. */
  issue(changes: TokenChanges): Promise<string>;
  /** A token whose signed part somebody else makes, of what a good token says; encrypted as a good one. */
  sign(make: (claims: Claims, header: JoseHeader) => string | Promise<string>): Promise<string>;
  /** A good token whose signed part was changed after signing: header, payload and signature as they stand in it. */
  alter(change: (parts: readonly [header: string, payload: string, signature: string]) => string): Promise<string>;
  /** A good token as it is sent. */
  good(): string;
}

/** Makes a forge: of the issuer's keys where they are given, else of the good token in the request. */
export function createForge({ contract, attacker, identity, keys, request, scheme }: Bench): Forge {
  const good = () => credentialIn(request, scheme.place) ?? "";
  const split = (signed: string) => {
    const [header = "", payload = "", signature = ""] = signed.split(".");
    return [header, payload, signature] as const;
  };
  const common = { contract, attacker, identity, good, alg: algOf({ keys, request, scheme }) };
  if (keys !== undefined) {
    const issue = (changes: TokenChanges) => mintToken(keys, identity, changes);
    return {
      ...common,
      keys,
      issue,
      sign: (make) => issue({ sign: make }),
      alter: (change) =>
        issue({ sign: async (claims, header) => change(split(await signToken(claims, header, keys.signing))) }),
    };
  }
  const noKeys = (): never => {
    throw new TypeError("a way that needs the issuer's keys was run without them");
  };
  return {
    ...common,
    get keys() {
      return noKeys();
    },
    issue: noKeys,
    async sign(make) {
      const { claims = {}, header = {} } = readToken(good()) ?? {};
      return make(claims, { ...header, alg: String(header.alg) });
    },
    alter: async (change) => change(split(good())),
  };
}

/** How the good tokens of a bench are signed; empty where that cannot be read. */
export function algOf({ keys, request, scheme }: Pick<Bench, "keys" | "request" | "scheme">): string {
  return keys?.signing.alg ?? String(readToken(credentialIn(request, scheme.place) ?? "")?.header.alg ?? "");
}
