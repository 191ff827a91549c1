import { isObject } from "../../json.ts";
import type { Contract } from "../../model/contract.ts";
import { resolvePointer } from "../../model/pointer.ts";
import type { Change, Effect, Witness } from "../change.ts";
import { deadlineIn } from "./deadline.ts";
import { changeRules } from "./rules.ts";
import { createSection, type SchemaSection } from "./schema/section.ts";
import { createRequests, type Requests } from "./witness/requests.ts";
import { createResponses, type Responses } from "./witness/responses.ts";

/** How long schemas are compared, in milliseconds; what is left after that is undecided. */
const maximumMilliseconds = 60_000;

/** What is told of one change, beside its rule. */
export interface Told {
  readonly operations?: readonly string[];
  readonly before?: string;
  readonly after?: string;
  readonly message: string;
  readonly witness?: Witness;
  /** Needed where the rule can have several effects. */
  readonly effect?: Effect;
}

/** Two contracts while they are compared. */
export interface Comparison {
  readonly before: Contract;
  readonly after: Contract;
  /** The day by which a sunset has come or not. */
  readonly today: Date;
  readonly requests: SchemaSection;
  readonly responses: SchemaSection;
  /** Requests that are valid by the old contract. */
  readonly request: Requests;
  /** Answers that are valid by the new contract. */
  readonly response: Responses;
  /** What goes the other way, by callbacks and webhooks. */
  readonly sent: {
    /** Requests that the service may send by the new contract. */
    readonly request: Requests;
    /** Answers to them that a consumer may give by the old contract. */
    readonly answer: Responses;
  };
  report(rule: string, told: Told): void;
  /** All that was reported, and what the schemas gave. */
  changes(): readonly Change[];
}

/** Begins a comparison. */
export function createComparison(before: Contract, after: Contract, today: Date): Comparison {
  const deadline = deadlineIn(maximumMilliseconds);
  const requests = createSection("request", before.document, after.document, deadline);
  const responses = createSection("response", before.document, after.document, deadline);
  const reported: Change[] = [];
  return {
    ...{ before, after, today, requests, responses },
    request: createRequests(before, requests.before, (part) => requests.locate("before", part)),
    response: createResponses(responses.after, (part) => responses.locate("after", part)),
    sent: {
      request: createRequests(after, responses.after, (part) => responses.locate("after", part)),
      answer: createResponses(requests.before, (part) => requests.locate("before", part)),
    },
    report: (rule, told) => reported.push(changeOf(rule, told)),
    changes: () => merged([...reported, ...requests.changes(), ...responses.changes()]),
  };
}

/** A change by a rule of contracts. */
export function changeOf(rule: string, { operations = [], before, after, message, witness, effect }: Told): Change {
  const { direction, effects } = changeRules[rule] as (typeof changeRules)[string];
  return {
    rule,
    effect: effect ?? (effects[0] as Effect),
    direction,
    operations,
    place: { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    message,
    ...(witness === undefined ? {} : { witness }),
  };
}

/** A change of something that many operations share is one change; the first witness stands for all. */
function merged(changes: readonly Change[]): readonly Change[] {
  const groups = Map.groupBy(changes, ({ rule, effect, place, message }) =>
    JSON.stringify([rule, effect, place.before, place.after, message]),
  );
  return [...groups.values()].map((group) => ({
    ...(group[0] as Change),
    operations: [...new Set(group.flatMap(({ operations }) => operations))],
  }));
}

/** The object at a pointer of a contract's document; empty where there is none. */
export function nodeAt({ document }: Contract, pointer: string): Readonly<Record<string, unknown>> {
  const node = resolvePointer(document, pointer);
  return isObject(node) ? node : {};
}
