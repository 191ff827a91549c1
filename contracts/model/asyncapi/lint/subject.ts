import { type LintRule, type SchemaSubject, schemaSubject } from "../../lint/rule.ts";
import type { Channel, Message, MessageContract } from "../message-contract.ts";

/** What a rule for message contracts looks at. */
export interface MessageSubject extends SchemaSubject {
  readonly contract: MessageContract;
  /** Every message of every channel; one that several channels share is there once. */
  readonly messages: readonly Message[];
  /** Every channel, one that stands in the document under two keys once. */
  readonly channels: readonly Channel[];
}

/** One rule for message contracts. */
export type MessageRule = LintRule<MessageSubject>;

/** Prepares what all rules share. */
export function messageSubject(contract: MessageContract): MessageSubject {
  const once = <Place extends { readonly pointer: string }>(places: readonly Place[]) => [
    ...new Map(places.map((place) => [place.pointer, place])).values(),
  ];
  return {
    ...schemaSubject(contract, "asyncDocument"),
    contract,
    messages: once(contract.channels.flatMap(({ messages }) => messages)),
    channels: once(contract.channels),
  };
}
