import { eventTypes, faultKinds, type HistoryEvent, type Operation, operations, outcomes } from "./event.ts";
import { identityOf } from "./identity.ts";

/**
 * Events by column, in the order in which they happened: what the checker reads. Columns of texts hold a number that is
 * the same for the same text (`identityOf`, or any numbering of one's own), and 0 for none. Milestones are numbered by
 * `identityOf` where the checker is told their names.
 */
export interface HistoryColumns {
  /** Events that are filled in; the arrays may be longer. */
  length: number;
  /** Milliseconds since the start. */
  readonly time: Float64Array;
  /** Place in `eventTypes`. */
  readonly type: Uint8Array;
  /** Place in `operations`. */
  readonly operation: Uint8Array;
  readonly worker: Float64Array;
  readonly job: Float64Array;
  readonly run: Float64Array;
  /** Fencing token; -1 for none. */
  readonly token: Float64Array;
  readonly milestone: Float64Array;
  readonly slot: Float64Array;
  readonly owner: Float64Array;
  /** Place in `outcomes`, from 1; 0 for none. */
  readonly outcome: Uint8Array;
  /** 1 for an effect that was not had again. */
  readonly repeated: Uint8Array;
  /** Place in `faultKinds`, from 1; 0 for none. */
  readonly fault: Uint8Array;
}

/** Empty columns with room for so many events. */
export function createColumns(capacity: number): HistoryColumns {
  const numbers = () => new Float64Array(capacity);
  const codes = () => new Uint8Array(capacity);
  return {
    length: 0,
    time: numbers(),
    type: codes(),
    operation: codes(),
    worker: numbers(),
    job: numbers(),
    run: numbers(),
    token: numbers(),
    milestone: numbers(),
    slot: numbers(),
    owner: numbers(),
    outcome: codes(),
    repeated: codes(),
    fault: codes(),
  };
}

/** Adds an event behind the others; there must be room. */
export function appendEvent(columns: HistoryColumns, event: HistoryEvent): void {
  const index = columns.length++;
  columns.time[index] = event.time;
  columns.type[index] = eventTypes.indexOf(event.type);
  columns.operation[index] = operations.indexOf(event.operation);
  columns.worker[index] = identityOf(event.worker);
  columns.job[index] = identityOf(event.job);
  columns.run[index] = identityOfOptional(event.run);
  columns.token[index] = event.token ?? -1;
  columns.milestone[index] = identityOfOptional(event.milestone);
  columns.slot[index] = identityOfOptional(event.slot);
  columns.owner[index] = identityOfOptional(event.owner);
  columns.outcome[index] = event.outcome === undefined ? 0 : outcomes.indexOf(event.outcome) + 1;
  columns.repeated[index] = event.repeated === true ? 1 : 0;
  columns.fault[index] = event.fault === undefined ? 0 : faultKinds.indexOf(event.fault) + 1;
}

/** The columns of events that are at hand as a whole. */
export function columnsOf(events: readonly HistoryEvent[]): HistoryColumns {
  const columns = createColumns(events.length);
  for (const event of events) appendEvent(columns, event);
  return columns;
}

/** The number by which the columns name an operation. */
export function operationCode(operation: Operation): number {
  return operations.indexOf(operation);
}

function identityOfOptional(text: string | undefined): number {
  return text === undefined ? 0 : identityOf(text);
}
