import type { Json } from "../../json.ts";
import type { Channel, Message, MessageContract, MessageSchema } from "../../model/asyncapi/message-contract.ts";
import { createRandom } from "../../random.ts";
import { schemasOf } from "../../schema/compile.ts";
import { generate } from "../../schema/generate.ts";
import { GenerationError } from "../../schema/values/error.ts";
import type { MessageWitness } from "../change.ts";

/** The parts of a message that are already decided. */
export interface KnownParts {
  readonly payload?: unknown;
  readonly headers?: unknown;
}

/**
 * A whole message that is valid by a contract: the known parts, and around them what an example gives, or what is
 * generated. A part that is not described, or for which nothing can be generated, is left out.
 */
export function messageWitness(
  contract: MessageContract,
  channel: Channel,
  message: Message,
  known: KnownParts = {},
): MessageWitness {
  const part = (name: "payload" | "headers") =>
    known[name] ?? exampleOf(contract, message, name) ?? generated(contract, message[name]);
  const [headers, payload] = [part("headers"), part("payload")];
  return {
    kind: "message",
    channel: addressOf(channel),
    ...(headers === undefined ? {} : { headers: headers as Json }),
    ...(payload === undefined ? {} : { payload: payload as Json }),
  };
}

/** An address that the channel may have, each parameter filled in; its key where it has none. */
export function addressOf({ id, address, parameters }: Channel): string {
  if (address === null) return id;
  return address.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    return parameter?.default ?? parameter?.values?.[0] ?? name;
  });
}

function exampleOf(contract: MessageContract, message: Message, name: "payload" | "headers"): unknown {
  const schema = message[name];
  const values = message.examples.map((example) => example[name]).filter((value) => value !== undefined);
  if (schema?.kind !== "json") return values[0];
  return values.find((value) => schemasOf(contract).errors(schema.schema, value).length === 0);
}

function generated(contract: MessageContract, schema: MessageSchema | undefined): unknown {
  if (schema?.kind !== "json") return undefined;
  try {
    return generate(schemasOf(contract), schema.schema, createRandom(1, "witness"), { preferExamples: true });
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}
