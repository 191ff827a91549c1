import type { Json } from "../../../json.ts";
import type { Contract, Operation, Parameter } from "../../../model/contract.ts";
import { serializeSimple } from "../../../model/serialize.ts";
import { createRandom } from "../../../random.ts";
import type { RequestWitness } from "../../change.ts";
import type { Part } from "../schema/place.ts";
import type { View } from "../schema/view.ts";
import { keyOf, targetOf } from "./serialize.ts";
import { validValue } from "./value.ts";

/** What a witness has that the plain request of its operation has not. */
export interface Particular {
  readonly values?: ReadonlyMap<string, unknown>;
  /** The body and its media type; null: no body, though one could be sent. */
  readonly body?: { readonly mediaType: string; readonly value: unknown } | null;
  readonly repeated?: RequestWitness["repeated"];
  /** Which of the operation's alternatives in `security` is used; the first one unless given. */
  readonly alternative?: number;
}

/** Makes requests that are valid by a contract. */
export interface Requests {
  /** A whole request of an operation. Parts that nothing valid was found for are left out. */
  make(operation: Operation, particular?: Particular): RequestWitness;
  /** A value for a place in requests; undefined where none was found. */
  value(part: Part, label: string): { readonly value: unknown } | undefined;
}

/** The schema of a parameter, with its pointer. */
export function parameterPart({ schema, mediaType, pointer }: Parameter): Part {
  const below =
    mediaType === undefined ? "/schema" : `/content/${mediaType.replaceAll("~", "~0").replaceAll("/", "~1")}/schema`;
  return { schema, pointer: pointer + below };
}

/** Generates each operation's plain request once: what is required, and nothing else. `view` is that of the sender. */
export function createRequests(contract: Contract, view: View, locate: (part: Part) => Part): Requests {
  const random = createRandom(1, `requests of ${contract.service}`);
  const plain = new Map<Operation, { values: Map<string, unknown>; body: Particular["body"] }>();

  const value: Requests["value"] = (part, label) =>
    validValue(view, locate(part).schema, random.fork(label), { preferExamples: true });

  const plainOf = (operation: Operation) => {
    const known = plain.get(operation);
    if (known !== undefined) return known;
    const values = new Map<string, unknown>();
    for (const parameter of operation.parameters.filter(({ required }) => required)) {
      const found = value(parameterPart(parameter), `${operation.id} ${keyOf(parameter)}`);
      if (found !== undefined) values.set(keyOf(parameter), found.value);
    }
    const made = { values, body: operation.requestBody?.required === true ? bodyOf(operation) : null };
    plain.set(operation, made);
    return made;
  };

  const bodyOf = (operation: Operation): Particular["body"] => {
    for (const [mediaType, { schema = true, pointer }] of operation.requestBody?.content ?? []) {
      const found = value({ schema, pointer: `${pointer}/schema` }, `${operation.id} ${mediaType}`);
      if (found !== undefined) return { mediaType, value: found.value };
    }
    return null;
  };

  return {
    value,
    make(operation, { values = new Map(), body, repeated, alternative = 0 } = {}) {
      const base = plainOf(operation);
      const all = new Map([...base.values, ...values]);
      const sent = body === undefined ? base.body : body;
      const credentials = operation.security[alternative]?.schemes ?? [];
      return {
        kind: "request",
        method: operation.method.toUpperCase() as RequestWitness["method"],
        path: targetOf(operation.path, operation.parameters, all),
        headers: headersOf(operation.parameters, all, sent?.mediaType),
        ...(sent == null ? {} : { body: sent.value as Json }),
        ...(credentials.length === 0
          ? {}
          : { credentials: credentials.map(({ name, roles }) => ({ scheme: name, roles })) }),
        ...(repeated === undefined ? {} : { repeated }),
      };
    },
  };
}

function headersOf(
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, unknown>,
  mediaType: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = mediaType === undefined ? {} : { "content-type": mediaType };
  const cookies: string[] = [];
  for (const parameter of parameters) {
    if (!values.has(keyOf(parameter))) continue;
    const text = serializeSimple(values.get(keyOf(parameter)));
    if (parameter.in === "header") headers[parameter.name.toLowerCase()] = text;
    if (parameter.in === "cookie") cookies.push(`${parameter.name}=${text}`);
  }
  return cookies.length === 0 ? headers : { ...headers, cookie: cookies.join("; ") };
}
