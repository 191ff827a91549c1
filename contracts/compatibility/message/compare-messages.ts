import type { Channel, Message, MessageContract, MessageSchema } from "../../model/asyncapi/message-contract.ts";
import { canonical } from "../../schema/equality.ts";
import { compareBindings } from "./compare-bindings.ts";
import { compareDeprecation } from "./compare-life.ts";
import { compareMessageSets } from "./compare-message-sets.ts";
import { type Comparison, tell, type Way } from "./comparison.ts";
import { type KnownParts, messageWitness } from "./witness.ts";

/** One side of what goes over a channel. */
export interface Traffic {
  readonly contract: MessageContract;
  readonly channel: Channel;
  readonly messages: readonly Message[];
}

/** Compares what goes over a channel one way, for one operation. */
export function compareTraffic(
  comparison: Comparison,
  way: Way,
  operation: string,
  before: Traffic,
  after: Traffic,
): void {
  for (const [from, to] of compareMessageSets(comparison, way, operation, before, after)) {
    const sides = [
      { ...before, message: from },
      { ...after, message: to },
    ] as const;
    compareContentType(comparison, way, operation, ...sides);
    compareCorrelation(comparison, way, operation, ...sides);
    for (const part of ["payload", "headers", "key"] as const) {
      compareSchema(comparison, way, operation, part, ...sides);
    }
    compareBindings(comparison, [operation], from.pointer, to.pointer);
    compareDeprecation(comparison, "message", [operation], from, to);
  }
}

interface Side extends Traffic {
  readonly message: Message;
}

/** What the sender may send: by the old contract where others send, by the new one where the service does. */
function sent(way: Way, before: Side, after: Side, known: KnownParts = {}) {
  const { contract, channel, message } = way === "request" ? before : after;
  return messageWitness(contract, channel, message, known);
}

function compareContentType(comparison: Comparison, way: Way, operation: string, before: Side, after: Side): void {
  const [from, to] = [normalised(before.message.contentType), normalised(after.message.contentType)];
  if (from === to) return;
  tell(comparison, {
    rule: "message-content-type-changed",
    effect: "breaking",
    way,
    operations: [operation],
    place: { before: before.message.pointer, after: after.message.pointer },
    message: `The message ${after.message.name} was ${from} and is ${to}: who ${way === "request" ? "sends" : "reads"} it by the old contract ${way === "request" ? "is" : "does"} not understand${way === "request" ? "ood" : " it"}.`,
    witness: sent(way, before, after),
  });
}

/** Case and blanks do not matter, nor does UTF-8, in which JSON always is (RFC 8259, section 8.1). */
function normalised(contentType: string): string {
  return contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "charset=utf-8")
    .join("; ");
}

function compareCorrelation(comparison: Comparison, way: Way, operation: string, before: Side, after: Side): void {
  const [from, to] = [before.message.correlationId, after.message.correlationId];
  if (from === to) return;
  const { name } = after.message;
  const told = {
    way,
    operations: [operation],
    place: { before: before.message.pointer, after: after.message.pointer },
  };
  if (from === undefined) {
    const message = `The message ${name} has a correlation id, at ${to}.`;
    tell(comparison, { ...told, rule: "correlation-id-added", effect: "compatible", message });
  } else if (to === undefined) {
    const message = `The message ${name} has no correlation id any more; it stood at ${from}.`;
    const isRead = way === "response";
    tell(comparison, {
      ...told,
      rule: "correlation-id-removed",
      effect: isRead ? "breaking" : "compatible",
      message,
      witness: isRead ? sent(way, before, after) : undefined,
    });
  } else {
    const message = `The correlation id of the message ${name} stood at ${from} and stands at ${to}.`;
    tell(comparison, {
      ...told,
      rule: "correlation-id-moved",
      effect: "breaking",
      message,
      witness: sent(way, before, after),
    });
  }
}

function compareSchema(
  comparison: Comparison,
  way: Way,
  operation: string,
  part: "payload" | "headers" | "key",
  before: Side,
  after: Side,
): void {
  const [from, to] = [before.message[part], after.message[part]];
  if (from === undefined && to === undefined) return;
  if (from?.kind === "foreign" || to?.kind === "foreign") {
    if (isSame(from, to)) return;
    tell(comparison, {
      rule: "message-format-changed",
      effect: "unknown",
      way,
      operations: [operation],
      place: { before: from?.pointer ?? before.message.pointer, after: to?.pointer ?? after.message.pointer },
      message: `The ${part} of ${after.message.name} changed from ${formatOf(from)} to ${formatOf(to)}; whether that breaks anybody could not be decided, since only JSON Schema is read.`,
    });
    return;
  }
  comparison.schemas[way].use({
    operation,
    before: placeOf(from, before.message, part),
    after: placeOf(to, after.message, part),
    witness: (value) => sent(way, before, after, part === "key" ? {} : { [part]: value }),
  });
}

/** A part of which nothing is said may be anything. */
function placeOf(schema: (MessageSchema & { kind: "json" }) | undefined, message: Message, part: string) {
  return schema ?? { schema: true, pointer: `${message.pointer}/${part}` };
}

function isSame(before: MessageSchema | undefined, after: MessageSchema | undefined): boolean {
  return (
    before?.kind === "foreign" &&
    after?.kind === "foreign" &&
    before.format === after.format &&
    canonical(before.schema) === canonical(after.schema)
  );
}

function formatOf(schema: MessageSchema | undefined): string {
  if (schema === undefined) return "nothing said";
  return schema.kind === "json" ? "JSON Schema" : schema.format;
}
