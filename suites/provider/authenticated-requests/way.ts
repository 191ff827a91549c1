import type { Contract } from "../../../contracts/index.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Identity, TokenKeys } from "../../kit/identity.ts";
import { mintToken, type TokenChanges } from "../../kit/tokens.ts";
import type { Attacker } from "./attacker.ts";

/** One way to be refused: what is wrong with the credentials of a request. */
export interface Way {
  /** As it stands after the slash in `Finding.check`. */
  readonly name: string;
  /** What is sent: "an expired token". */
  readonly what: string;
  /** The section that demands the refusal. */
  readonly rule: string;
  /** True where a good token or a key is needed to make it. */
  readonly needsKeys: boolean;
  /** Why it does not apply; undefined where it does. */
  inapplicable(contract: Contract, keys: TokenKeys | undefined): string | undefined;
  /** The same request with each variant of the bad credentials. */
  variants(material: Material): Promise<readonly Variant[]>;
}

/** One form of a way. */
export interface Variant {
  /** Told to the reader where a way has several: "alg: NONE". */
  readonly label: string;
  readonly request: HttpRequest;
}

/** What bad credentials are made of. */
export interface Material {
  readonly contract: Contract;
  /** A request that is accepted; with a good token where there are keys. */
  readonly request: HttpRequest;
  readonly identity: Identity;
  readonly keys: TokenKeys | undefined;
  readonly attacker: Attacker;
}

const always = () => undefined;

/** A way that presents no token, or one in the wrong place. */
export function presentation(
  name: string,
  what: string,
  rule: string,
  variants: (request: HttpRequest) => Readonly<Record<string, HttpRequest>>,
  needsKeys = false,
): Way {
  return {
    name,
    what,
    rule,
    needsKeys,
    inapplicable: always,
    variants: async ({ request }) =>
      Object.entries(variants(request)).map(([label, one]): Variant => ({ label, request: one })),
  };
}

/** What a forger works with. */
export interface Forge {
  readonly contract: Contract;
  readonly keys: TokenKeys;
  readonly attacker: Attacker;
  readonly identity: Identity;
  /** Mints a token for the caller, changed. */
  mint(changes: TokenChanges): Promise<string>;
}

/** A way that presents a token which must not be believed; `tokens` makes them by label. */
export function forgery(
  name: string,
  what: string,
  rule: string,
  tokens: (forge: Forge) => Readonly<Record<string, Promise<string>>>,
  inapplicable: (contract: Contract, keys: TokenKeys) => string | undefined = always,
): Way {
  return {
    name,
    what,
    rule,
    needsKeys: true,
    inapplicable: (contract, keys) => (keys === undefined ? undefined : inapplicable(contract, keys)),
    async variants({ contract, request, identity, keys, attacker }) {
      if (keys === undefined) return [];
      const mint = (changes: TokenChanges) => mintToken(keys, identity, changes);
      const made = Object.entries(tokens({ contract, keys, attacker, identity, mint }));
      return Promise.all(
        made.map(async ([label, token]) => ({ label, request: withAuthorization(request, `Bearer ${await token}`) })),
      );
    },
  };
}

/** The request with another `authorization`, or without one. */
export function withAuthorization(request: HttpRequest, value: string | undefined): HttpRequest {
  const { authorization: _good, ...others } = request.headers;
  return { ...request, headers: value === undefined ? others : { ...others, authorization: value } };
}
