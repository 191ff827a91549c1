import type { JsonObject } from "../../json.ts";
import type { Schema } from "../contract.ts";
import type { ServiceExtension } from "../extension.ts";

/**
 * What a service promises of the messages that it sends and receives: an AsyncAPI 3 document. Every `$ref` that is left
 * points into `document`; traits are merged, and schemas are JSON Schema 2020-12, lifted where they were older.
 */
export interface MessageContract {
  /** Root `x-tercet.service`, else the folder's name in a catalog, else `info.title` as a slug. */
  readonly service: string;
  /** `info.version`. */
  readonly version: string;
  /** The file or URL it was read from, as the user gave it. */
  readonly source: string;
  readonly document: JsonObject;
  readonly servers: readonly MessageServer[];
  readonly channels: readonly Channel[];
  readonly operations: readonly MessageOperation[];
  readonly extension: ServiceExtension;
}

/** A Server Object: where messages are exchanged. */
export interface MessageServer {
  /** The key in `servers`. */
  readonly name: string;
  /** Host and path name, with variables in braces: `{region}.broker.example:5671/shop`. */
  readonly address: string;
  /** In lower case: `kafka`, `amqp`. */
  readonly protocol: string;
  readonly protocolVersion: string;
  /** Alternatives, of which one is enough; empty: nothing is asked for. */
  readonly security: readonly MessageSecurity[];
  readonly pointer: string;
}

/** A security scheme, as it stands in the document, and the scopes that it must grant. */
export interface MessageSecurity {
  readonly scheme: JsonObject;
  readonly scopes: readonly string[];
}

/** A Channel Object: an address, and the messages that pass there. */
export interface Channel {
  /** The key in `channels`. */
  readonly id: string;
  /** Topic, routing key, subject …, parameters in braces; null: it is known at run time only (a reply's address). */
  readonly address: string | null;
  readonly parameters: readonly ChannelParameter[];
  readonly messages: readonly Message[];
  /** Names of the servers that offer it. */
  readonly servers: readonly string[];
  readonly pointer: string;
}

/** A Parameter Object: a variable part of a channel's address. */
export interface ChannelParameter {
  readonly name: string;
  /** The values that it may have; absent: any text. */
  readonly values?: readonly string[];
  readonly default?: string;
  readonly pointer: string;
}

/** An Operation Object: what the service sends or receives. */
export interface MessageOperation {
  /** The key in `operations`. */
  readonly id: string;
  /** What the service itself does: it sends to, or receives from the channel. */
  readonly action: "send" | "receive";
  readonly channel: Channel;
  readonly messages: readonly Message[];
  readonly reply?: Reply;
  /** Alternatives beside those of the server; empty: nothing is asked for. */
  readonly security: readonly MessageSecurity[];
  readonly life: Life;
  readonly pointer: string;
}

/** An Operation Reply Object: the answer to a message. */
export interface Reply {
  /** Runtime expression that finds the reply's address in the request: `$message.header#/replyTo`. */
  readonly address?: string;
  readonly channel?: Channel;
  readonly messages: readonly Message[];
  readonly pointer: string;
}

/** A Message Object: payload, headers and examples. */
export interface Message {
  /** The key in its channel's `messages`. */
  readonly id: string;
  /** For machines: `name`, else the key. */
  readonly name: string;
  readonly title: string;
  readonly contentType: string;
  /** Absent: nothing is said of it. */
  readonly payload?: MessageSchema;
  readonly headers?: MessageSchema;
  /** By which messages of a Kafka topic are partitioned (`bindings.kafka.key`). */
  readonly key?: MessageSchema;
  /** Runtime expression that finds the correlation id: `$message.header#/correlationId`. */
  readonly correlationId?: string;
  readonly examples: readonly MessageExample[];
  readonly life: Life;
  readonly pointer: string;
}

/** A schema in JSON Schema, or of another format (Avro, Protobuf …), which is kept as it is. */
export type MessageSchema =
  | { readonly kind: "json"; readonly schema: Schema; readonly pointer: string }
  | { readonly kind: "foreign"; readonly format: string; readonly schema: unknown; readonly pointer: string };

/** An example of a message; `payload` and `headers` are absent where it does not give them. */
export interface MessageExample {
  readonly name: string;
  readonly payload?: unknown;
  readonly headers?: unknown;
  readonly pointer: string;
}

/** Whether something is to go, from `x-tercet` and `x-sunset`: AsyncAPI has no words for it. */
export interface Life {
  readonly deprecated: boolean;
  /** The day from which it may be gone: `2027-01-31`. */
  readonly sunset?: string;
}
