import type { Schema } from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";

/** A request that must be refused, or at least survived, before it is bound to an object and a token. */
export interface Input {
  /** The way of refutation, as it stands after the slash in `Finding.check`. */
  readonly way: string;
  /** A phrase for a person: `a string instead of integer at /quantity`. */
  readonly description: string;
  /** What is shown as the input in the evidence; bounded in size. */
  readonly shown: unknown;
  /**
   * `refused`: it breaks the contract or a rule of JSON, so only 4xx is right. `survived`: the contract allows it or the
   * standards leave it open, so only a server error is wrong.
   */
  readonly expected: "refused" | "survived";
  /** The request, for a call that the provider accepts as it is. */
  readonly request: (call: Call, bind: Bind) => Promise<HttpRequest>;
  /** How the input is made smaller; absent where it is as small as it can be. */
  readonly shrinkable?: Shrinkable;
}

/** A body that the schema refuses. */
export interface Shrinkable {
  readonly schema: Schema;
  readonly value: unknown;
  /** The same input with another body. */
  readonly withBody: (value: unknown) => Input;
}

/** Turns a call into a request, with a fresh token and idempotency key. */
export type Bind = (call: Call) => Promise<HttpRequest>;

/** As much of a value is shown as a reader needs, in characters of its JSON text. */
const maxShown = 2_000;

/** A value as evidence: long ones as the beginning of their text. */
export function show(value: unknown): unknown {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= maxShown ? value : `${text.slice(0, maxShown)}… (${text.length} characters)`;
}

/** An input that sends a text or bytes in place of the JSON body. */
export function rawInput(
  way: string,
  description: string,
  content: string | Uint8Array,
  expected: Input["expected"] = "refused",
): Input {
  const shown = typeof content === "string" ? content : Buffer.from(content).toString("latin1");
  return {
    way,
    description,
    expected,
    shown: show(shown),
    request: async (call, bind) => ({ ...(await bind(call)), body: content }),
  };
}

/** An input that sends a value as the body. */
export function bodyInput(
  way: string,
  description: string,
  value: unknown,
  options: { readonly schema?: Schema; readonly expected?: Input["expected"] } = {},
): Input {
  const { schema, expected = "refused" } = options;
  return {
    way,
    description,
    expected,
    shown: show(value),
    request: (call, bind) => bind({ ...call, body: value }),
    ...(schema === undefined
      ? {}
      : { shrinkable: { schema, value, withBody: (smaller) => bodyInput(way, description, smaller, options) } }),
  };
}
