import type { MessageContract, MessageOperation } from "../../model/asyncapi/message-contract.ts";
import { compareBindings } from "./compare-bindings.ts";
import { compareChannel, shapeOf } from "./compare-channels.ts";
import { compareDeprecation } from "./compare-life.ts";
import { compareTraffic } from "./compare-messages.ts";
import { compareReply } from "./compare-reply.ts";
import { compareSecurity } from "./compare-security.ts";
import { type Comparison, tell, type Way } from "./comparison.ts";
import { pair } from "./pair.ts";
import { addressOf, messageWitness } from "./witness.ts";

/** Compares what the service sends and receives, operation by operation: by key, else by what is done where. */
export function compareOperations(comparison: Comparison): void {
  const { before, after } = comparison;
  const { both, removed, added } = pair(
    before.operations,
    after.operations,
    ({ id, action }) => `${action} ${id}`,
    ({ action, channel }) => (channel.address === null ? undefined : `${action} ${shapeOf(channel)}`),
  );
  for (const [from, to] of both) compareOperation(comparison, from, to);
  for (const operation of removed) {
    const { id, action, channel, messages, life, pointer } = operation;
    const told = { way: wayOf(operation), operations: [id], place: { before: pointer } };
    if (life.sunset !== undefined && life.sunset <= comparison.today) {
      const message = `The operation ${id} is gone, as was announced for ${life.sunset}.`;
      tell(comparison, { ...told, rule: "message-operation-removed-after-sunset", effect: "compatible", message });
      continue;
    }
    const [message] = messages;
    tell(comparison, {
      ...told,
      rule: "message-operation-removed",
      effect: "breaking",
      message: `The service no longer ${action === "send" ? "sends to" : "receives from"} the channel ${channel.id}, as ${id} promised.`,
      witness:
        message === undefined
          ? { kind: "message", channel: addressOf(channel) }
          : messageWitness(before, channel, message),
    });
  }
  for (const operation of added) {
    const { id, action, channel, pointer } = operation;
    tell(comparison, {
      rule: "message-operation-added",
      effect: "compatible",
      way: wayOf(operation),
      operations: [id],
      place: { after: pointer },
      message: `The service ${action === "send" ? "sends to" : "receives from"} the channel ${channel.id} by ${id}.`,
    });
  }
}

/** What the service receives was sent by those who know the old contract; what it sends is read by them. */
export function wayOf({ action }: MessageOperation): Way {
  return action === "receive" ? "request" : "response";
}

function compareOperation(comparison: Comparison, before: MessageOperation, after: MessageOperation): void {
  const [way, id] = [wayOf(after), after.id];
  const [from, to] = [traffic(comparison.before, before), traffic(comparison.after, after)];
  compareChannel(comparison, way, id, from, to);
  compareTraffic(comparison, way, id, from, to);
  compareReply(comparison, before, after);
  compareSecurity(comparison, [id], guarded(before), guarded(after));
  compareDeprecation(comparison, "operation", [id], before, after);
  compareBindings(comparison, [id], before.pointer, after.pointer);
}

function guarded({ id, security, pointer }: MessageOperation) {
  return { name: `The operation ${id}`, security, pointer };
}

function traffic(contract: MessageContract, { channel, messages }: MessageOperation) {
  return { contract, channel, messages };
}
