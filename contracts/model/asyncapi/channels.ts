import { pointer as join, parsePointer, pointerOfFragment } from "../pointer.ts";
import type { Resolver } from "../resolve.ts";
import { readShape } from "../shape.ts";
import type { Channel, ChannelParameter } from "./message-contract.ts";
import { readMessages } from "./messages.ts";
import { channelShape, parameterShape } from "./shape.ts";

/** What all channels of a document share. */
export interface ChannelSurroundings {
  readonly defaultContentType: string;
  /** Names of all servers, in the document's order. */
  readonly servers: readonly string[];
}

/** Reads `channels`. Throws `TercetError` (`contract`) where one cannot be used. */
export function readChannels(
  channels: Readonly<Record<string, unknown>>,
  resolver: Resolver,
  surroundings: ChannelSurroundings,
): readonly Channel[] {
  return Object.entries(channels).map(([id, value]) => {
    const { node, pointer } = resolver.resolve(value, join("channels", id));
    const { address, servers, messages, parameters } = readShape(channelShape, node, pointer, resolver.source);
    return {
      id,
      address,
      parameters: Object.entries(parameters).map(([name, parameter]) =>
        readParameter(name, parameter, pointer + join("parameters", name), resolver),
      ),
      messages: readMessages(messages, `${pointer}/messages`, resolver, surroundings.defaultContentType),
      // Without a list, a channel is offered by every server (AsyncAPI 3.0, Channel Object).
      servers: servers === undefined ? surroundings.servers : servers.map(({ $ref }) => lastSegment($ref)),
      pointer,
    };
  });
}

function readParameter(name: string, value: unknown, place: string, resolver: Resolver): ChannelParameter {
  const { node, pointer } = resolver.resolve(value, place);
  const shape = readShape(parameterShape, node, pointer, resolver.source);
  return {
    name,
    ...(shape.enum === undefined ? {} : { values: shape.enum }),
    ...(shape.default === undefined ? {} : { default: shape.default }),
    pointer,
  };
}

/** The key of the server that a reference names. */
function lastSegment(reference: string): string {
  return parsePointer(pointerOfFragment(reference.slice(1)) ?? "")?.at(-1) ?? reference;
}
