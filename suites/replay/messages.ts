import {
  type ActualMessage,
  type AsynchronousMessage,
  bodyOf,
  bodyOfText,
  bytesOfBody,
  isObject,
  type JsonObject,
  type PactMessage,
  type SynchronousMessage,
} from "../../contracts/index.ts";
import type { Exchange, Send } from "../kit/exchange.ts";
import { answerOf, bytesOf } from "./answer.ts";
import { within } from "./bounded.ts";

/** A message as a function of the provider gives it: the content, and metadata where the consumer looks at some. */
export interface ProducedMessage {
  /** Bytes and texts as they are, everything else as JSON. */
  readonly contents: unknown;
  readonly metadata?: JsonObject;
}

/** Makes the message of one description; for a synchronous message, what answers `request`. */
export type ProduceMessage = (context: {
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly params: JsonObject }[];
  readonly request?: ProducedMessage;
}) => Promise<ProducedMessage | readonly ProducedMessage[]> | ProducedMessage | readonly ProducedMessage[];

/** Producers by the description of the interaction, as the pact writes it. */
export type MessageProducers = Readonly<Record<string, ProduceMessage>>;

/** What a provider gave for a message interaction; or why it gave none, or could not be asked: a sentence. */
export type MessageAnswer =
  | { readonly messages: readonly ActualMessage[]; readonly exchange?: Exchange }
  | { readonly refused: string; readonly exchange?: Exchange }
  | { readonly unasked: string };

/** Asks the provider for the messages of an interaction; rejects with `NoAnswer` where it cannot be reached. */
export type AskForMessages = (interaction: AsynchronousMessage | SynchronousMessage) => Promise<MessageAnswer>;

/** Messages by functions of the caller, each of which may take so long. What a function throws is the provider's refusal. */
export function messagesByFunctions(producers: MessageProducers, timeoutMilliseconds: number): AskForMessages {
  return async (interaction) => {
    const { description, providerStates: states } = interaction;
    const produce = Object.hasOwn(producers, description) ? producers[description] : undefined;
    if (produce === undefined) return { unasked: `No function was given for the message "${description}".` };
    const request = interaction.type === "Synchronous/Messages" ? { request: produced(interaction.request) } : {};
    try {
      const what = `the function for the message "${description}" did not end`;
      const answer = await within(timeoutMilliseconds, what, () => produce({ description, states, ...request }));
      return { messages: (Array.isArray(answer) ? answer : [answer]).map(actual) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { refused: `The function for the message "${description}" failed: ${reason}.` };
    }
  };
}

/**
 * Messages by a route of the provider, as stock Pact asks for them: POST with `{ description, providerStates }`, and
 * `request` for a synchronous message. The answer is the message itself; its metadata stands in the header
 * `Pact-Message-Metadata`, as JSON in base64.
 */
export function messagesByHttp(url: string, send: Send, headers: Readonly<Record<string, string>>): AskForMessages {
  return async (interaction) => {
    const { description, providerStates } = interaction;
    const asked = interaction.type === "Synchronous/Messages" ? { request: produced(interaction.request) } : {};
    const exchange = await send({
      method: "POST",
      url,
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ description, providerStates, ...asked }),
    });
    const { response } = exchange;
    if (response.status < 200 || response.status > 299) {
      return { refused: `${url} gave no message for "${description}": it answered ${response.status}.`, exchange };
    }
    const contentType = answerOf(response).headers.get("content-type")?.[0];
    const metadata = metadataIn(response.headers["pact-message-metadata"]);
    if (metadata === undefined) {
      return { refused: `The header Pact-Message-Metadata of ${url} is no JSON object in base64.`, exchange };
    }
    const contents = bodyOf(bytesOf(response), contentType);
    return { messages: [{ contents, metadata: withContentType(metadata, contentType) }], exchange };
  };
}

function metadataIn(header: string | readonly string[] | undefined): JsonObject | undefined {
  if (header === undefined) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(String(header), "base64").toString("utf8"));
    return isObject(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** The media type is also metadata of a message, unless it says so itself. */
function withContentType(metadata: JsonObject, contentType: string | undefined): JsonObject {
  const named = Object.keys(metadata).some((name) => /^content-?type$/i.test(name));
  return named || contentType === undefined ? metadata : { ...metadata, contentType };
}

function produced({ contents, metadata }: PactMessage): ProducedMessage {
  const bytes = contents.kind === "json" ? undefined : bytesOfBody(contents);
  const content = contents.kind === "json" ? contents.value : bytes && Buffer.from(bytes).toString("utf8");
  return { contents: content, metadata };
}

function actual({ contents, metadata = {} }: ProducedMessage): ActualMessage {
  const named = Object.entries(metadata).find(([name]) => /^content-?type$/i.test(name))?.[1];
  const contentType = typeof named === "string" ? named : undefined;
  if (contents instanceof Uint8Array) return { contents: bodyOf(contents, contentType), metadata };
  if (typeof contents === "string") return { contents: bodyOfText(contents, contentType), metadata };
  return { contents: { kind: "json", value: contents, contentType: contentType ?? "application/json" }, metadata };
}
