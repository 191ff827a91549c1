import type { MessageOperation, Reply } from "../../model/asyncapi/message-contract.ts";
import { compareChannel } from "./compare-channels.ts";
import { compareTraffic } from "./compare-messages.ts";
import { type Comparison, tell, type Way } from "./comparison.ts";
import { addressOf, messageWitness } from "./witness.ts";

/** Compares the reply to an operation: it goes the other way than the operation's own messages. */
export function compareReply(comparison: Comparison, before: MessageOperation, after: MessageOperation): void {
  const [from, to] = [before.reply, after.reply];
  if (from === undefined && to === undefined) return;
  const way: Way = after.action === "receive" ? "response" : "request";
  const told = { way, operations: [after.id], place: placeOf(from, to) };
  if (to === undefined) {
    const isRead = way === "response";
    tell(comparison, {
      ...told,
      rule: "reply-removed",
      effect: isRead ? "breaking" : "compatible",
      message: isRead
        ? `The service no longer replies to ${after.id}: who asks waits in vain.`
        : `The service no longer waits for a reply to ${after.id}.`,
      witness: isRead ? asked(comparison, "before", before) : undefined,
    });
  } else if (from === undefined) {
    const isNeeded = way === "request";
    tell(comparison, {
      ...told,
      rule: "reply-added",
      effect: isNeeded ? "breaking" : "compatible",
      message: isNeeded
        ? `The service waits for a reply to ${after.id}, which nobody sends by the old contract.`
        : `The service replies to ${after.id}.`,
      witness: isNeeded ? asked(comparison, "after", after) : undefined,
    });
  } else compareReplies(comparison, way, [before, from], [after, to]);
}

function compareReplies(
  comparison: Comparison,
  way: Way,
  [before, from]: readonly [MessageOperation, Reply],
  [after, to]: readonly [MessageOperation, Reply],
): void {
  if (from.address !== to.address) {
    tell(comparison, {
      rule: "reply-address-changed",
      effect: "breaking",
      way,
      operations: [after.id],
      place: placeOf(from, to),
      message: `Where the reply to ${after.id} goes stood at ${from.address ?? "its channel"} and stands at ${to.address ?? "its channel"}.`,
      witness: asked(
        comparison,
        after.action === "receive" ? "before" : "after",
        after.action === "receive" ? before : after,
      ),
    });
  }
  if (from.channel === undefined || to.channel === undefined) return;
  const sides = [
    { contract: comparison.before, channel: from.channel, messages: from.messages },
    { contract: comparison.after, channel: to.channel, messages: to.messages },
  ] as const;
  compareChannel(comparison, way, after.id, ...sides);
  compareTraffic(comparison, way, after.id, ...sides);
}

function placeOf(before: Reply | undefined, after: Reply | undefined) {
  return {
    ...(before === undefined ? {} : { before: before.pointer }),
    ...(after === undefined ? {} : { after: after.pointer }),
  };
}

/** The message to which a reply is due. */
function asked(comparison: Comparison, version: "before" | "after", { channel, messages }: MessageOperation) {
  const [message] = messages;
  if (message === undefined) return { kind: "message", channel: addressOf(channel) } as const;
  return messageWitness(comparison[version], channel, message);
}
