import type { Effect } from "../change.ts";
import type { ChangeRule } from "../contract/rules.ts";

const breaking: readonly Effect[] = ["breaking"];
const compatible: readonly Effect[] = ["compatible"];
const unknown: readonly Effect[] = ["unknown"];
const decided: readonly Effect[] = ["breaking", "compatible", "unknown"];

function rule(direction: ChangeRule["direction"], effects: readonly Effect[], says: string): ChangeRule {
  return { direction, effects, says };
}

/**
 * The rules by which a difference of two message contracts is named, beside those for schemas (`request-…` for what the
 * service receives, `response-…` for what it sends) and for the contract as a whole. Where a rule holds for both
 * directions, the change itself says which one it is about.
 */
export const messageChangeRules = {
  "message-operation-added": rule("service", compatible, "The service sends or receives on another channel."),
  "message-operation-removed": rule("service", breaking, "The service no longer sends or receives what it promised."),
  "message-operation-removed-after-sunset": rule(
    "service",
    compatible,
    "An operation was removed after the day of its sunset.",
  ),
  "channel-added": rule("service", compatible, "A channel was added that no operation uses."),
  "channel-removed": rule("service", unknown, "A channel is gone of which nothing said who sends to it."),
  "channel-changed": rule("service", unknown, "A channel changed of which nothing says who sends to it."),
  "channel-address-changed": rule(
    "service",
    breaking,
    "A channel has another address: old senders and readers use the old one.",
  ),
  "channel-parameter-narrowed": rule(
    "service",
    breaking,
    "A channel no longer exists for values of a parameter that were allowed.",
  ),
  "channel-parameter-widened": rule("service", compatible, "A channel exists for further values of a parameter."),
  "channel-protocol-removed": rule("service", breaking, "A channel is no longer offered over a protocol."),
  "channel-protocol-added": rule("service", compatible, "A channel is offered over another protocol."),
  "message-added": rule(
    "response",
    decided,
    "Another message is sent, which old readers of the channel may not know; or is accepted.",
  ),
  "message-removed": rule(
    "request",
    decided,
    "A message that was promised is no longer sent; or one that was accepted is so no longer.",
  ),
  "message-content-type-changed": rule("response", breaking, "A message has another content type."),
  "message-format-changed": rule(
    "response",
    unknown,
    "A schema that is not JSON Schema changed, or the format of one.",
  ),
  "correlation-id-added": rule("response", compatible, "A message has a correlation id."),
  "correlation-id-moved": rule("response", breaking, "The correlation id of a message stands elsewhere."),
  "correlation-id-removed": rule(
    "response",
    ["breaking", "compatible"],
    "A message has no correlation id any more; breaking where others read it.",
  ),
  "reply-added": rule(
    "response",
    ["breaking", "compatible"],
    "The service replies; or asks for a reply that nobody sends yet.",
  ),
  "reply-removed": rule(
    "response",
    ["breaking", "compatible"],
    "The service no longer replies; or no longer waits for a reply.",
  ),
  "reply-address-changed": rule("response", breaking, "Where the reply goes stands elsewhere in the request."),
  "bindings-changed": rule("service", unknown, "Bindings changed: what they mean is known to the protocol alone."),
  "message-deprecated": rule("service", compatible, "A message is deprecated."),
  "message-deprecation-withdrawn": rule("service", compatible, "A message is no longer deprecated."),
  "message-security-required": rule("request", breaking, "Credentials are needed where none were."),
  "message-security-dropped": rule("request", compatible, "No credentials are needed any more."),
  "message-security-added": rule("request", compatible, "Other credentials are enough as well."),
  "message-security-removed": rule("request", breaking, "Credentials that were enough no longer are."),
} as const satisfies Readonly<Record<string, ChangeRule>>;

/** Name of a rule that is about messages alone. */
export type MessageChangeRule = keyof typeof messageChangeRules;
