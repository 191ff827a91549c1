import type { Channel, MessageContract } from "../../model/asyncapi/message-contract.ts";
import type { ServiceWitness } from "../change.ts";
import { compareBindings } from "./compare-bindings.ts";
import type { Traffic } from "./compare-messages.ts";
import { type Comparison, tell, type Way } from "./comparison.ts";
import { addressOf, messageWitness } from "./witness.ts";

/** Compares where messages go: address, the values of its parameters, and over which protocols. */
export function compareChannel(
  comparison: Comparison,
  way: Way,
  operation: string,
  before: Traffic,
  after: Traffic,
): void {
  const [from, to] = [before.channel, after.channel];
  const place = { before: from.pointer, after: to.pointer };
  const told = { way, operations: [operation], place };
  if (shapeOf(from) !== shapeOf(to)) {
    const [message] = before.messages;
    tell(comparison, {
      ...told,
      rule: "channel-address-changed",
      effect: "breaking",
      message: `The address of the channel ${to.id} was ${quoted(from)} and is ${quoted(to)}: by the old contract messages are ${way === "request" ? "sent to" : "read from"} the old one.`,
      witness:
        message === undefined
          ? { kind: "message", channel: addressOf(from) }
          : messageWitness(before.contract, from, message),
    });
  } else compareParameters(comparison, told, before, after);
  compareProtocols(comparison, operation, before, after);
  compareBindings(comparison, [operation], from.pointer, to.pointer);
}

/** An address without the names of its parameters: these are nobody's concern but the document's. */
export function shapeOf({ address }: Channel): string | null {
  return address?.replaceAll(/\{[^{}]*\}/g, "{}") ?? null;
}

function quoted({ address }: Channel): string {
  return address === null ? "known at run time only" : `"${address}"`;
}

function compareParameters(
  comparison: Comparison,
  told: { readonly way: Way; readonly operations: readonly string[] },
  before: Traffic,
  after: Traffic,
): void {
  const [from, to] = [inOrder(before.channel), inOrder(after.channel)];
  for (const [index, old] of from.entries()) {
    const now = to[index];
    if (now === undefined) continue;
    const gone = goneValue(old.values, now.values);
    const place = { before: old.pointer, after: now.pointer };
    if (gone !== undefined) {
      const address = before.channel.address?.replaceAll(`{${old.name}}`, gone) ?? before.channel.id;
      const [message] = before.messages;
      tell(comparison, {
        ...told,
        place,
        rule: "channel-parameter-narrowed",
        effect: "breaking",
        message: `The channel ${after.channel.id} no longer exists for every ${now.name} that was allowed, as for "${gone}".`,
        witness:
          message === undefined
            ? { kind: "message", channel: address }
            : { ...messageWitness(before.contract, before.channel, message), channel: address },
      });
    } else if (goneValue(now.values, old.values) !== undefined) {
      const message = `The channel ${after.channel.id} exists for further values of ${now.name}.`;
      tell(comparison, { ...told, place, rule: "channel-parameter-widened", effect: "compatible", message });
    }
  }
}

/** The parameters in the order in which the address names them. */
function inOrder({ address, parameters }: Channel) {
  const names = [...(address ?? "").matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  return names.flatMap((name) => parameters.find((parameter) => parameter.name === name) ?? []);
}

/** A value that was allowed and is no longer; without a list, any text is allowed. */
function goneValue(before: readonly string[] | undefined, after: readonly string[] | undefined): string | undefined {
  if (after === undefined) return undefined;
  if (before !== undefined) return before.find((value) => !after.includes(value));
  let other = "other";
  while (after.includes(other)) other += "-";
  return other;
}

function compareProtocols(comparison: Comparison, operation: string, before: Traffic, after: Traffic): void {
  const [from, to] = [protocolsOf(before.contract, before.channel), protocolsOf(after.contract, after.channel)];
  const told = { operations: [operation], place: { before: before.channel.pointer, after: after.channel.pointer } };
  const { id } = after.channel;
  for (const protocol of from.filter((one) => !to.includes(one))) {
    const witness: ServiceWitness = { kind: "service", promised: { protocols: from }, allowed: { protocols: to } };
    const message = `The channel ${id} is no longer offered over ${protocol}.`;
    tell(comparison, { ...told, rule: "channel-protocol-removed", effect: "breaking", message, witness });
  }
  // Where no protocol was named before, none was promised, and none is new.
  for (const protocol of from.length === 0 ? [] : to.filter((one) => !from.includes(one))) {
    const message = `The channel ${id} is offered over ${protocol} as well.`;
    tell(comparison, { ...told, rule: "channel-protocol-added", effect: "compatible", message });
  }
}

function protocolsOf({ servers }: MessageContract, channel: Channel): readonly string[] {
  const protocols = servers.filter(({ name }) => channel.servers.includes(name)).map(({ protocol }) => protocol);
  return [...new Set(protocols)].sort();
}
