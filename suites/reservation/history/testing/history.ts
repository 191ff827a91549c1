import { checkHistory } from "../check.ts";
import { type FaultKind, type History, type HistoryEvent, type HistoryHeader, historyFormat } from "../event.ts";
import type { Judgement, Property } from "../judgement.ts";

/** The takeover bound of the histories that tests make, in milliseconds. */
export const boundMilliseconds = 1_000;
/** Their time to live, in milliseconds. */
export const timeToLiveMilliseconds = 500;

/** An event but for what a test leaves to the defaults: of type `ok`, one millisecond after the one before it. */
export type Part = Partial<HistoryEvent> & Pick<HistoryEvent, "operation" | "worker">;

/** A history of one job. */
export function historyOf(parts: readonly Part[], header: Partial<HistoryHeader> = {}): History {
  let time = 0;
  const events = parts.map((part): HistoryEvent => {
    time = part.time ?? time + 1;
    return { type: "ok", job: "job", ...part, time };
  });
  return {
    header: {
      format: historyFormat,
      startedAt: "2026-01-01T00:00:00.000Z",
      target: "test",
      takeoverBoundMilliseconds: boundMilliseconds,
      timeToLiveMilliseconds,
      ...header,
    },
    events,
  };
}

/** What a history says of one property. */
export function judge(property: Property, parts: readonly Part[], header: Partial<HistoryHeader> = {}): Judgement {
  const { judgements } = checkHistory(historyOf(parts, header));
  const judgement = judgements.find((candidate) => candidate.property === property);
  if (judgement === undefined) throw new Error(`nothing judged ${property}`);
  return judgement;
}

/** A granted reservation; its slot and more by `rest`. */
export const reserve = (worker: string, run: string, token?: number, rest: Partial<HistoryEvent> = {}): Part => ({
  operation: "reserve",
  worker,
  run,
  ...(token === undefined ? {} : { token }),
  ...rest,
});

/** An event of a run. */
export const of = (
  operation: HistoryEvent["operation"],
  worker: string,
  run: string,
  rest: Partial<HistoryEvent> = {},
): Part => ({ operation, worker, run, ...rest });

/** An effect of the milestone "send". */
export const effect = (worker: string, run: string, rest: Partial<HistoryEvent> = {}): Part =>
  of("effect", worker, run, { milestone: "send", ...rest });

/** A check of ownership before "send". */
export const check = (worker: string, run: string, rest: Partial<HistoryEvent> = {}): Part =>
  of("check", worker, run, { milestone: "send", ...rest });

/** A finish. */
export const finish = (worker: string, run: string, rest: Partial<HistoryEvent> = {}): Part =>
  of("finish", worker, run, rest);

/** What the harness does to a worker. */
export const fault = (worker: string, kind: FaultKind, time?: number): Part => ({
  operation: "fault",
  type: "info",
  worker,
  fault: kind,
  ...(time === undefined ? {} : { time }),
});

/** The same event as it is begun. */
export const begun = (part: Part): Part => ({ ...part, type: "invoke" });
