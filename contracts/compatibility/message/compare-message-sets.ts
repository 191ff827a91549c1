import type { Message } from "../../model/asyncapi/message-contract.ts";
import type { Schema } from "../../model/contract.ts";
import { type Containment, contains } from "../../schema/contains.ts";
import type { Effect } from "../change.ts";
import type { Traffic } from "./compare-messages.ts";
import { type Comparison, tell, type Way } from "./comparison.ts";
import { pair } from "./pair.ts";
import { messageWitness } from "./witness.ts";

/**
 * Finds which messages of a channel came and went for one operation, and gives those that stayed, by key or by name. A
 * reader of a channel gets all that is sent to it: so another message is sent safely only where it is also one that was
 * known, and one that was accepted may go only where another still accepts it.
 */
export function compareMessageSets(
  comparison: Comparison,
  way: Way,
  operation: string,
  before: Traffic,
  after: Traffic,
): readonly (readonly [before: Message, after: Message])[] {
  const { both, removed, added } = pair(
    before.messages,
    after.messages,
    ({ id }) => id,
    ({ name }) => name,
  );
  for (const message of added) {
    const judged: Containment =
      way === "request" ? { verdict: "contained" } : readBy(message, after, before.messages, before);
    const { effect, reason } = effectOf(judged);
    const consequence =
      way === "request"
        ? "accepted as well"
        : {
            compatible: "sent as well, and readers know such a one",
            breaking: "sent as well, which an old reader of the channel does not know",
            unknown: `sent as well; whether an old reader knows such a one could not be decided: ${reason}`,
          }[effect];
    tell(comparison, {
      rule: "message-added",
      effect,
      way,
      operations: [operation],
      place: { after: message.pointer },
      message: `The message ${message.name} is ${consequence}.`,
      witness: witnessOf(judged, after, message),
    });
  }
  for (const message of removed) {
    const judged: Containment =
      way === "request"
        ? readBy(message, before, after.messages, after)
        : { verdict: "not-contained", witness: undefined };
    const { effect, reason } = effectOf(judged);
    const consequence =
      way === "response"
        ? "no longer sent: who waits for it waits in vain"
        : {
            compatible: "gone, and another one accepts what it accepted",
            breaking: "no longer accepted",
            unknown: `gone; whether another one accepts what it accepted could not be decided: ${reason}`,
          }[effect];
    tell(comparison, {
      rule: "message-removed",
      effect,
      way,
      operations: [operation],
      place: { before: message.pointer },
      message: `The message ${message.name} is ${consequence}.`,
      witness: witnessOf(judged, before, message),
    });
  }
  return both;
}

/** Whether each payload of a message is one that some of the readers' messages describes. */
function readBy(message: Message, from: Traffic, readers: readonly Message[], to: Traffic): Containment {
  const alternatives: Schema[] = [];
  for (const { payload, contentType } of readers) {
    if (contentType !== message.contentType) continue;
    if (payload?.kind === "foreign") return { verdict: "unknown", reason: `${payload.format} is not read` };
    alternatives.push(payload?.schema ?? true);
  }
  if (message.payload?.kind === "foreign")
    return { verdict: "unknown", reason: `${message.payload.format} is not read` };
  const right: Schema = alternatives.length === 0 ? false : { anyOf: alternatives };
  return contains(
    { schema: message.payload?.schema ?? true, document: from.contract.document },
    { schema: right, document: to.contract.document },
  );
}

function effectOf(judged: Containment): { readonly effect: Effect; readonly reason: string } {
  if (judged.verdict === "unknown") return { effect: "unknown", reason: judged.reason };
  return { effect: judged.verdict === "contained" ? "compatible" : "breaking", reason: "" };
}

function witnessOf(judged: Containment, { contract, channel }: Traffic, message: Message) {
  if (judged.verdict !== "not-contained") return undefined;
  return messageWitness(contract, channel, message, { payload: judged.witness });
}
