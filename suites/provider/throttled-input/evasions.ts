import { randomInt } from "node:crypto";
import type { CheckContext } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { type Instance, instancesOf } from "../../kit/instance.ts";
import { mintToken } from "../../kit/tokens.ts";
import { anotherPath } from "../another-path.ts";
import type { HarmlessRequest } from "../harmless-request.ts";
import type { NextRequest } from "./trial.ts";

/** A way in which the same client may look like another one to a throttle that counts by the wrong thing. */
export interface Evasion {
  readonly name: string;
  /** For a message: `a token that was just issued`. */
  readonly what: string;
  /** Makes its requests, or the reason why it cannot be tried. */
  requests(context: CheckContext, harmless: HarmlessRequest): NextRequest | { readonly skipped: string };
}

/** What a proxy writes about whom it speaks for; nobody else is to be believed in it. */
const addressHeaders = [
  "x-forwarded-for",
  "x-real-ip",
  "true-client-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "cf-connecting-ip",
] as const;

/** A client is counted as one, whatever it changes of its requests. */
export const evasions: readonly Evasion[] = [
  {
    name: "fresh-token",
    what: "with a new token of the same subject each",
    requests({ target: { tokens } }, { call: { identity }, request }) {
      if (identity === undefined) return { skipped: "the operation is public" };
      if (tokens === undefined)
        return { skipped: "there are no keys to mint tokens with; give them with --tokens FILE" };
      return async () => withHeaders(request, { authorization: `Bearer ${await mintToken(tokens, identity)}` });
    },
  },
  {
    name: "spoofed-address",
    what: "that say they come from another address each (X-Forwarded-For and its like)",
    requests:
      (_context, { request }) =>
      async () => {
        const address = `203.0.113.${randomInt(256)}`;
        return withHeaders(request, {
          ...Object.fromEntries(addressHeaders.map((name) => [name, address])),
          forwarded: `for=${address};host=${address}`,
          "user-agent": `tercet/${randomInt(2 ** 31)}`,
        });
      },
  },
  {
    name: "another-object",
    what: "for another object each",
    requests(context, { call, request }) {
      const { operation } = call;
      if (!/\{/.test(operation.path)) return { skipped: "its path names no object" };
      if (operation.method !== "get" && operation.method !== "head") return { skipped: "it is no reading operation" };
      const { contract, random } = context;
      const draw = random.fork(`${operation.id}/another-object`);
      let drawn = 0;
      return async () => {
        const path = anotherPath(contract, call, draw.fork(String(drawn++)));
        return { ...request, url: (await context.bind({ ...call, path })).url };
      };
    },
  },
  {
    name: "each-instance",
    what: "to another instance",
    requests(context, { call, request }) {
      const isAsked = ({ url, address }: Instance) => request.url.startsWith(`${url}/`) && request.address === address;
      const others = instancesOf(context.target).filter((instance) => !isAsked(instance));
      if (others.length === 0) return { skipped: "only one instance is given" };
      let next = 0;
      return async () => {
        const other = others[next++ % others.length] as Instance;
        const { url, address } = await context.at(other).bind(call);
        return { ...request, url, ...(address === undefined ? {} : { address }) };
      };
    },
  },
];

function withHeaders(request: HttpRequest, headers: HttpRequest["headers"]): HttpRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}
