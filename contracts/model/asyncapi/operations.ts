import { contractError } from "../contract-error.ts";
import { pointer as join } from "../pointer.ts";
import type { Resolver } from "../resolve.ts";
import { readShape } from "../shape.ts";
import type { Channel, Message, MessageOperation, Reply } from "./message-contract.ts";
import { readLife, readLocation } from "./messages.ts";
import { readSecurity } from "./servers.ts";
import { operationShape, replyShape } from "./shape.ts";

type Reference = { readonly $ref: string };

/**
 * Reads `operations`. Throws `TercetError` (`contract`) where one cannot be used: a channel that is none of the document's,
 * a message that is none of its channel's (AsyncAPI 3.0, Operation Object).
 */
export function readOperations(
  operations: Readonly<Record<string, unknown>>,
  channels: readonly Channel[],
  resolver: Resolver,
): readonly MessageOperation[] {
  return Object.entries(operations).map(([id, value]) => {
    const { node, pointer } = resolver.resolve(value, join("operations", id));
    const shape = readShape(operationShape, node, pointer, resolver.source);
    const channel = channelAt(shape.channel, `${pointer}/channel`, channels, resolver);
    return {
      id,
      action: shape.action,
      channel,
      messages: messagesOf(shape.messages, channel, `${pointer}/messages`, resolver),
      ...(shape.reply === undefined ? {} : { reply: readReply(shape.reply, pointer, channels, resolver) }),
      security: readSecurity(shape.security, pointer, resolver),
      life: readLife(node, pointer, resolver.source),
      pointer,
    };
  });
}

function readReply(value: unknown, operation: string, channels: readonly Channel[], resolver: Resolver): Reply {
  const { node, pointer } = resolver.resolve(value, `${operation}/reply`);
  const shape = readShape(replyShape, node, pointer, resolver.source);
  const channel =
    shape.channel === undefined ? undefined : channelAt(shape.channel, `${pointer}/channel`, channels, resolver);
  return {
    ...readLocation("address", shape.address, pointer, resolver),
    ...(channel === undefined ? {} : { channel }),
    messages: channel === undefined ? [] : messagesOf(shape.messages, channel, `${pointer}/messages`, resolver),
    pointer,
  };
}

function channelAt(reference: Reference, place: string, channels: readonly Channel[], resolver: Resolver): Channel {
  const { pointer } = resolver.resolve(reference, place);
  const channel =
    channels.find(({ id }) => reference.$ref === `#${join("channels", id)}`) ??
    channels.find((one) => one.pointer === pointer);
  if (channel !== undefined) return channel;
  const problem = `the $ref "${reference.$ref}" names none of the document's channels; lead it to one of "channels"`;
  throw contractError(resolver.source, `${place}/$ref`, "operation-channel", problem);
}

/** Without a list, all messages of the channel are meant. */
function messagesOf(
  references: readonly Reference[] | undefined,
  channel: Channel,
  place: string,
  resolver: Resolver,
): readonly Message[] {
  if (references === undefined) return channel.messages;
  return references.map((reference, index) => {
    const { pointer } = resolver.resolve(reference, `${place}/${index}`);
    const message =
      channel.messages.find(({ id }) => reference.$ref.endsWith(`/channels${join(channel.id, "messages", id)}`)) ??
      channel.messages.find((one) => one.pointer === pointer);
    if (message !== undefined) return message;
    const problem = `the $ref "${reference.$ref}" names no message of the channel ${channel.id}; add it to the channel's messages`;
    throw contractError(resolver.source, `${place}/${index}/$ref`, "operation-message", problem);
  });
}
