import type { Channel, Message, MessageContract, MessageOperation } from "../../model/asyncapi/message-contract.ts";
import type { PactMessage } from "../../pact/pact.ts";

/** A message of the contract that a message of a pact may be. */
export interface Candidate {
  readonly operation: MessageOperation;
  readonly channel: Channel;
  readonly message: Message;
}

/** Names under which metadata say where a message goes. */
const addressNames = new Set(["channel", "topic", "kafka_topic", "destination", "queue", "routingkey", "subject"]);

/**
 * The messages that the service sends, or receives, narrowed to those that the interaction's description or metadata name;
 * where they name none, all of them.
 */
export function findCandidates(
  contract: MessageContract,
  description: string,
  { metadata }: PactMessage,
  way: "sent" | "received",
): readonly Candidate[] {
  const all = contract.operations.flatMap((operation) => candidatesOf(operation, way));
  const addresses = Object.entries(metadata)
    .filter(([name, value]) => addressNames.has(name.toLowerCase()) && typeof value === "string")
    .map(([, value]) => value as string);
  const there =
    addresses.length === 0
      ? all
      : all.filter(({ channel }) => addresses.some((address) => isAddressOf(channel, address)));
  const named = there.filter(({ operation, message: { id, name, title } }) =>
    [operation.id, id, name, title].includes(description),
  );
  return named.length > 0 ? named : there;
}

function candidatesOf(operation: MessageOperation, way: "sent" | "received"): readonly Candidate[] {
  const { action, channel, messages, reply } = operation;
  const own = (action === "send") === (way === "sent");
  if (own) return messages.map((message) => ({ operation, channel, message }));
  return (reply?.messages ?? []).map((message) => ({ operation, channel: reply?.channel ?? channel, message }));
}

/** Whether an address is that of a channel, with some value for each parameter. */
function isAddressOf({ id, address, parameters }: Channel, text: string): boolean {
  if (address === null) return text === id;
  const pattern = address
    .split(/(\{[^{}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return escaped(part);
      const values = parameters.find(({ name }) => part === `{${name}}`)?.values;
      return values === undefined ? ".+" : `(?:${values.map((value) => escaped(value)).join("|")})`;
    })
    .join("");
  return new RegExp(`^${pattern}$`, "s").test(text);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
