import { credentialIn, withCredential, withHeader } from "../../kit/credentials/place.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { takesBareKey } from "./bare-key.ts";
import { tampered } from "./tampered.ts";
import { type Bench, presentation, type Way } from "./way.ts";

/** The request with this text where the token belongs, scheme and all; undefined: nothing. */
const withField = ({ request, scheme }: Bench, value: string | undefined): HttpRequest =>
  withHeader(request, scheme.place.name, value);

const without = ({ request, scheme }: Bench) => withCredential(request, scheme.place, undefined);
const goodOf = ({ request, scheme }: Bench) => credentialIn(request, scheme.place) ?? "";
const bearer = (bench: Bench, token: string) => withCredential(bench.request, bench.scheme.place, token);

/** Requests without a token, or with one that is not where it belongs. */
export const presentations: readonly Way[] = [
  presentation("token", "no-token", ["a request without a token", "RFC 6750 §3"], (bench) => ({
    "no Authorization field": without(bench),
  })),
  presentation(
    "token",
    "empty-token",
    ["an empty token", "RFC 6750 §2.1"],
    (bench) => ({
      "an empty Authorization field": withField(bench, ""),
      "the scheme alone": withField(bench, "Bearer"),
      "the scheme and a space": withField(bench, "Bearer "),
    }),
    { malformed: ["an empty Authorization field", "the scheme alone", "the scheme and a space"] },
  ),
  presentation(
    "token",
    "malformed-token",
    ["something that is no token", "RFC 7519 §7.2"],
    (bench) => ({
      "one word": bearer(bench, "tercet"),
      "three empty parts": bearer(bench, ".."),
      "three parts that are no JSON": bearer(bench, "dGVyY2V0.dGVyY2V0.dGVyY2V0"),
      "five parts that are no JSON": bearer(bench, "dGVyY2V0.dGVyY2V0.dGVyY2V0.dGVyY2V0.dGVyY2V0"),
      "three parts that are JSON and no objects": bearer(bench, "bnVsbA.bnVsbA.bnVsbA"),
      "a header whose alg is no text": bearer(bench, "eyJhbGciOnt9fQ.e30.dGVyY2V0"),
      null: bearer(bench, "null"),
      "bytes that are no UTF-8": bearer(bench, "\xff\xfe\xfd"),
    }),
    { malformed: ["bytes that are no UTF-8"] },
  ),
  presentation(
    "token",
    "basic-credentials",
    ["credentials of another scheme (Basic)", "RFC 6750 §2.1, RFC 7617"],
    (bench) => ({
      "user and password": withField(bench, `Basic ${Buffer.from("admin:admin").toString("base64")}`),
      "no user and no password": withField(bench, `Basic ${Buffer.from(":").toString("base64")}`),
    }),
  ),
  presentation(
    "token",
    "wrong-scheme",
    ["a good token under another scheme", "RFC 6750 §2.1"],
    (bench) => ({
      Basic: withField(bench, `Basic ${goodOf(bench)}`),
      ...(takesBareKey(bench.contract, bench.operation) ? {} : { "no scheme": withField(bench, goodOf(bench)) }),
    }),
    { needs: "credential", malformed: ["no scheme"] },
  ),
  presentation(
    "token",
    "token-in-query",
    ["a good token in the query string alone", "RFC 6750 §2.3, RFC 9700 §4.3.2"],
    (bench) => ({
      access_token: withCredential(without(bench), { in: "query", name: "access_token" }, goodOf(bench)),
    }),
    { needs: "credential" },
  ),
  presentation(
    "token",
    "token-in-cookie",
    ["a good token in a cookie alone", "RFC 6750 §2"],
    (bench) => {
      const names = ["access_token", "token", "jwt", "session"];
      const cookie = names.map((name) => `${name}=${goodOf(bench)}`).join("; ");
      return { [names.join(", ")]: withHeader(without(bench), "cookie", cookie) };
    },
    { needs: "credential" },
  ),
  presentation(
    "token",
    "tampered-token",
    ["an opaque token that was changed", "RFC 6750 §3.1"],
    (bench) => tampered(bench),
    {
      needs: "credential",
      inapplicable: (bench) =>
        /^eyJ[\w-]+\./.test(goodOf(bench)) ? "the token is a JWT; other ways change its parts" : undefined,
    },
  ),
];
