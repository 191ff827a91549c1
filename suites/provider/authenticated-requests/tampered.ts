import { credentialIn, withCredential } from "../../kit/credentials/place.ts";
import { keepSecret } from "../../kit/credentials/secrets.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { flip } from "./signatures.ts";
import type { Bench } from "./way.ts";

/** A good opaque credential with small changes; each of them gives most of the good one away, and is kept secret too. */
export function tampered({ request, scheme }: Bench): Readonly<Record<string, HttpRequest>> {
  const good = credentialIn(request, scheme.place) ?? "";
  const changed = {
    "one character changed": flip(good),
    "the last character left out": good.slice(0, -1),
    "one character more": `${good}0`,
  };
  return Object.fromEntries(
    Object.entries(changed).map(([label, value]) => {
      keepSecret(value);
      return [label, withCredential(request, scheme.place, value)];
    }),
  );
}
