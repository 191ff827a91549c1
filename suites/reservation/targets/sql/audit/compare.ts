import type { History } from "../../../history/event.ts";
import { type Announced, announcedIn } from "./announced.ts";
import type { AuditRow } from "./row.ts";

/** Where the audit and the history do not tell the same. */
export interface Discrepancy {
  /** One sentence, without a full stop. */
  readonly summary: string;
  /** Serial numbers of the rows that show it. */
  readonly serials: readonly number[];
  /** Numbers of the events that show it. */
  readonly events: readonly number[];
}

/**
 * Holds what workers announced against what the database's trigger wrote down, in the order in which the row was locked:
 * - a reservation, cleaning or finish that was answered with `ok` is in the audit, once;
 * - the order of the audit is one that the announced intervals allow;
 * - tokens grow from one reservation to the next, and a run ends before another one begins;
 * - what nobody announced is explained by an operation of unknown outcome, or one that a worker did not live to tell.
 * Runs whose grant was announced without a token cannot be known again in the audit.
 */
export function compareAudit({ events }: Pick<History, "events">, rows: readonly AuditRow[]): readonly Discrepancy[] {
  const announced = announcedIn(events);
  const jobs = new Set([...announced, ...rows].map(({ job }) => job));
  return [...jobs].flatMap((job) =>
    compareJob(
      announced.filter((one) => one.job === job),
      rows.filter((row) => row.job === job).toSorted((a, b) => a.serial - b.serial),
    ),
  );
}

function compareJob(announced: readonly Announced[], rows: readonly AuditRow[]): Discrepancy[] {
  const found: Discrepancy[] = [];
  const written = new Map<string, AuditRow>();
  for (const row of rows) if (!written.has(keyOf(row))) written.set(keyOf(row), row);
  const doers = new Map<AuditRow, Announced>();
  const unknown: Announced[] = [];
  for (const one of announced) {
    if (!one.isKnown) {
      unknown.push(one);
      continue;
    }
    const row = written.get(keyOf(one));
    if (row === undefined || (one.state === "running" && row.worker !== one.worker)) {
      const summary = `${tell(one)}, and the audit does not have it`;
      found.push({ summary, serials: row === undefined ? [] : [row.serial], events: [one.event] });
    } else doers.set(row, one);
  }
  return [...found, ...outOfOrder(rows, doers), ...brokenChain(rows), ...unexplained(rows, doers, unknown)];
}

/** What was answered before another operation was begun stands before it. */
function outOfOrder(rows: readonly AuditRow[], doers: ReadonlyMap<AuditRow, Announced>): Discrepancy[] {
  const found: Discrepancy[] = [];
  let latest: { readonly row: AuditRow; readonly by: Announced } | undefined;
  for (const row of rows) {
    const by = doers.get(row);
    if (by === undefined) continue;
    if (latest !== undefined && by.answered < latest.by.begun) {
      const summary = `${tell(by)} before ${latest.by.worker} began what stands before it in the audit`;
      found.push({ summary, serials: [latest.row.serial, row.serial], events: [by.event, latest.by.event] });
    }
    if (latest === undefined || by.begun > latest.by.begun) latest = { row, by };
  }
  return found;
}

function brokenChain(rows: readonly AuditRow[]): Discrepancy[] {
  const found: Discrepancy[] = [];
  let largest = 0;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const serials = before === undefined ? [row.serial] : [before.serial, row.serial];
    const add = (summary: string) => found.push({ summary, serials, events: [] });
    if (row.state === "running") {
      if (row.token <= largest) add(`${row.worker} was given token ${row.token} after token ${largest} had been given`);
      if (before?.state === "running") add(`${row.worker} was given the job while ${before.worker} had it`);
      largest = Math.max(largest, row.token);
    } else if (before !== undefined && (before.state !== "running" || before.token !== row.token)) {
      add(`a run with token ${row.token} became ${row.state}, and it was not the one that ran`);
    }
  }
  return found;
}

/** Each operation of unknown outcome may have done one thing; a search for dead runs, several. */
function unexplained(
  rows: readonly AuditRow[],
  doers: ReadonlyMap<AuditRow, Announced>,
  unknown: readonly Announced[],
): Discrepancy[] {
  const left = new Set(unknown);
  const found: Discrepancy[] = [];
  for (const row of rows) {
    if (doers.has(row)) continue;
    const explanation = [...left].find((one) => mayHaveDone(one, row));
    if (explanation === undefined) {
      const summary = `the audit has ${row.worker}'s run with token ${row.token} as ${row.state}, and nobody announced that`;
      found.push({ summary, serials: [row.serial], events: [] });
    } else if (explanation.state !== "abandoned") left.delete(explanation);
  }
  return found;
}

function mayHaveDone({ state, token, worker }: Announced, row: AuditRow): boolean {
  if (state !== row.state || (token !== undefined && token !== row.token)) return false;
  return state === "abandoned" || worker === row.worker;
}

function keyOf({ state, token }: Pick<AuditRow, "state"> & { readonly token: number | undefined }): string {
  return `${state} ${token}`;
}

function tell({ state, worker, token }: Announced): string {
  const done = { running: "reserved", settled: "finished", abandoned: "cleaned" }[state];
  return `${worker} ${done} the run with token ${token}`;
}
