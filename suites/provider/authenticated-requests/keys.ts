import { credentialIn, withCredential } from "../../kit/credentials/place.ts";
import { tampered } from "./tampered.ts";
import { type Bench, presentation, type Way } from "./way.ts";

const withKey = ({ request, scheme }: Bench, key: string | undefined) => withCredential(request, scheme.place, key);

/** The place is the contract's promise: a key in a URL ends in logs and histories. */
const rule = "OpenAPI 3.1, Security Scheme Object";

/** Requests without an API key, with a wrong one, or with the good one in another place. */
export const keyPresentations: readonly Way[] = [
  presentation("key", "no-token", ["a request without its API key", rule], (bench) => ({
    "no key": withKey(bench, undefined),
  })),
  presentation("key", "empty-token", ["an empty API key", rule], (bench) => ({ "an empty key": withKey(bench, "") })),
  presentation("key", "wrong-key", ["an API key that nobody was given", rule], (bench) =>
    Object.fromEntries(
      ["tercet-wrong-key", "null", "undefined", "0", "%", "*", "' OR '1'='1"].map((key) => [key, withKey(bench, key)]),
    ),
  ),
  presentation("key", "tampered-key", ["an API key that was changed", rule], tampered, { needs: "credential" }),
  presentation(
    "key",
    "misplaced-key",
    ["a good API key in another place than the contract's", `${rule}, RFC 9700 §4.3.2`],
    (bench) => {
      const { place } = bench.scheme;
      const key = credentialIn(bench.request, place) ?? "";
      const places = [
        { in: "query", name: place.name },
        ...(place.in === "header" ? [{ in: "cookie", name: place.name } as const] : []),
      ] as const;
      return Object.fromEntries(
        places.map((other) => [`in the ${other.in}`, withCredential(withKey(bench, undefined), other, key)]),
      );
    },
    {
      needs: "credential",
      inapplicable: ({ scheme }) =>
        scheme.place.in === "query" ? "the contract puts the key into the query, and no place is worse" : undefined,
    },
  ),
];
