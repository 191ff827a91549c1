import type { Json } from "../../../json.ts";
import type { Response } from "../../../model/contract.ts";
import { serializeSimple } from "../../../model/serialize.ts";
import { createRandom } from "../../../random.ts";
import type { ResponseWitness } from "../../change.ts";
import type { Part } from "../schema/place.ts";
import type { View } from "../schema/view.ts";
import { validValue } from "./value.ts";

/** What a witness has that a plain response has not; a header or body that is null is left out. */
export interface ParticularResponse {
  readonly body?: { readonly mediaType: string; readonly value: unknown };
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** Makes answers that are valid by a contract. `view` is that of the sender. */
export interface Responses {
  make(status: string, response: Response, particular?: ParticularResponse): ResponseWitness;
}

/** Answers have their required headers, and a body where the contract has one. */
export function createResponses(view: View, locate: (part: Part) => Part): Responses {
  const random = createRandom(1, "responses");
  const value = (part: Part) =>
    validValue(view, locate(part).schema, random.fork(part.pointer), { preferExamples: true });
  return {
    make(status, response, { body = plainBody(response), headers = {} } = {}) {
      const all: Record<string, string> = body === undefined ? {} : { "content-type": body.mediaType };
      for (const { name, required, schema, pointer } of response.headers) {
        const given = Object.hasOwn(headers, name);
        const found = given
          ? { value: headers[name] }
          : required
            ? value({ schema, pointer: `${pointer}/schema` })
            : undefined;
        if (found !== undefined && found.value !== null) all[name.toLowerCase()] = serializeSimple(found.value);
      }
      return {
        kind: "response",
        status: statusOf(status),
        headers: all,
        ...(body === undefined ? {} : { body: body.value as Json }),
      };
    },
  };

  function plainBody(response: Response): ParticularResponse["body"] {
    for (const [mediaType, { schema = true, pointer }] of response.content) {
      const found = value({ schema, pointer: `${pointer}/schema` });
      if (found !== undefined) return { mediaType, value: found.value };
    }
    return undefined;
  }
}

/** A status code that a key of `responses` stands for: the first one of a range, and 500 for `default`. */
function statusOf(status: string): number {
  if (status === "default") return 500;
  return Number(status.replace(/XX$/i, "00"));
}
