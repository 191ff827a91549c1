import type { Contract, Operation } from "../../../contracts/index.ts";
import { type Place, type Scheme, takesBasic, takesBearer } from "../../kit/credentials/credentials.ts";
import { credentialIn, withCredential } from "../../kit/credentials/place.ts";
import { readToken } from "../../kit/credentials/read-token.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Identity, TokenKeys } from "../../kit/identity.ts";
import type { Attacker } from "./attacker.ts";
import { createForge, type Forge } from "./forge.ts";

/** What is presented: a bearer token, an API key, a password; `jwt`: whatever is a JWT, in any of these places. */
export type Kind = "token" | "key" | "password" | "jwt";

/**
 * What a way is made of: nothing; a good credential; a good token whose claims can be read, or a key to make one; the
 * issuer's key and nothing less.
 */
export type Material = "nothing" | "credential" | "readable token" | "signing key";

/** One way to be refused: what is wrong with the credentials of a request. */
export interface Way {
  /** As it stands after the slash in `Finding.check`. */
  readonly name: string;
  /** What is sent: "an expired token". */
  readonly what: string;
  /** The section that demands the refusal. */
  readonly rule: string;
  readonly kind: Kind;
  readonly needs: Material;
  /** Why it does not apply; undefined where it does. */
  inapplicable(bench: Bench): string | undefined;
  /** The same request with each variant of the bad credentials. */
  variants(bench: Bench): Promise<readonly Variant[]>;
}

/** One form of a way. */
export interface Variant {
  /** Told to the reader where a way has several: "alg: NONE". */
  readonly label: string;
  readonly request: HttpRequest;
  /** True where the request itself is malformed, so that 400 is a refusal too (RFC 6750 §3.1, `invalid_request`). */
  readonly isMalformed?: boolean;
}

/** What bad credentials are made with. */
export interface Bench {
  readonly contract: Contract;
  readonly operation: Operation;
  /** The scheme whose credential is bad; those of all others stay good. */
  readonly scheme: Scheme & { readonly place: Place };
  /** A request that is accepted; without credentials where there are none. */
  readonly request: HttpRequest;
  readonly identity: Identity;
  /** The issuer's keys, where the scheme takes tokens that are made with them. */
  readonly keys: TokenKeys | undefined;
  readonly attacker: Attacker;
}

const always = () => undefined;

/** Why a way cannot be made with what is at hand; undefined where it can. */
export function lackOf(way: Way, { request, scheme, keys }: Bench): string | undefined {
  if (way.needs === "nothing") return undefined;
  const good = credentialIn(request, scheme.place);
  if (good === undefined) return `no credential of the scheme ${scheme.name} is given (--tokens FILE)`;
  if (way.needs === "credential" || keys !== undefined) return undefined;
  if (way.needs === "signing key") return "no signing key is given (--tokens FILE), so no such token can be made";
  const isReadable = readToken(good) !== undefined;
  return isReadable ? undefined : "the token is opaque, and no signing key is given (--tokens FILE) to make such a one";
}

/** What is presented in a scheme's place: which ways apply. */
export function kindsOf({ scheme, request, keys }: Bench): readonly Kind[] {
  if (takesBearer(scheme)) return ["token", "jwt"];
  if (takesBasic(scheme)) return ["password"];
  const isJwt = keys !== undefined || readToken(credentialIn(request, scheme.place) ?? "") !== undefined;
  return isJwt ? ["key", "jwt"] : ["key"];
}

/** A way that presents no credential, or something that is none, or a good one where it does not belong. */
export function presentation(
  kind: Kind,
  name: string,
  [what, rule]: readonly [what: string, rule: string],
  variants: (bench: Bench) => Readonly<Record<string, HttpRequest>>,
  options: {
    readonly needs?: Material;
    /** The labels of variants that are malformed requests. */
    readonly malformed?: readonly string[];
    readonly inapplicable?: Way["inapplicable"];
  } = {},
): Way {
  const { needs = "nothing", malformed = [], inapplicable = always } = options;
  return {
    ...{ name, what, rule, kind, needs, inapplicable },
    variants: async (bench) =>
      Object.entries(variants(bench)).map(([label, request]) => ({
        label,
        request,
        isMalformed: malformed.includes(label),
      })),
  };
}

/** A way that presents a token which must not be believed; `tokens` makes them by label. */
export function forgery(
  needs: "readable token" | "signing key",
  name: string,
  [what, rule]: readonly [what: string, rule: string],
  tokens: (forge: Forge) => Readonly<Record<string, string | Promise<string>>>,
  inapplicable: Way["inapplicable"] = always,
): Way {
  return {
    ...{ name, what, rule, needs, inapplicable },
    kind: "jwt",
    async variants(bench) {
      const made = Object.entries(tokens(createForge(bench)));
      return Promise.all(
        made.map(async ([label, token]) => ({
          label,
          request: withCredential(bench.request, bench.scheme.place, await token),
        })),
      );
    },
  };
}
