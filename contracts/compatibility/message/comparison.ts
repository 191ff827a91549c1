import type { MessageContract } from "../../model/asyncapi/message-contract.ts";
import type { Change, ChangePlace, Effect, Witness } from "../change.ts";
import { deadlineIn } from "../contract/deadline.ts";
import { createSection, type SchemaSection } from "../contract/schema/section.ts";
import { type MessageChangeRule, messageChangeRules } from "./rules.ts";

/** Who sends: the others (`request`), so that more may be accepted, or the service (`response`), so that less may be sent. */
export type Way = "request" | "response";

/** For all schemas of two contracts together. */
const deadlineMilliseconds = 20_000;

/** Two contracts that are compared, and what was found so far. */
export interface Comparison {
  readonly before: MessageContract;
  readonly after: MessageContract;
  /** Decides whether a sunset has come: `2027-01-31`. */
  readonly today: string;
  /** The schemas of what goes each way. */
  readonly schemas: Readonly<Record<Way, SchemaSection>>;
  readonly changes: Change[];
}

/** What is told of a change; the direction is the rule's own where the way decides nothing. */
export interface Told {
  readonly rule: MessageChangeRule;
  readonly effect: Effect;
  readonly way?: Way;
  readonly operations: readonly string[];
  readonly place: ChangePlace;
  readonly message: string;
  readonly witness?: Witness | undefined;
}

/** Starts with nothing found. */
export function startComparison(before: MessageContract, after: MessageContract, today: Date): Comparison {
  const deadline = deadlineIn(deadlineMilliseconds);
  const section = (way: Way) => createSection(way, before.document, after.document, deadline);
  return {
    ...{ before, after, today: today.toISOString().slice(0, 10) },
    schemas: { request: section("request"), response: section("response") },
    changes: [],
  };
}

/** Notes a change. */
export function tell({ changes }: Comparison, { way, witness, ...told }: Told): void {
  changes.push({
    ...told,
    direction: way ?? messageChangeRules[told.rule].direction,
    ...(witness === undefined ? {} : { witness }),
  });
}
