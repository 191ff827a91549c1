import type { JobRecord } from "../../../contracts/index.ts";
import type { JudgedHistory } from "./check.ts";
import type { History } from "./event.ts";
import { citedBy } from "./explain.ts";
import { encodeEvents } from "./timeline/columns.ts";
import { disturbancesOf } from "./timeline/disturbances.ts";
import { replayHistory } from "./timeline/replay.ts";
import { selectEvents } from "./timeline/select.ts";

/** Events that are kept of a history with a violation, and of one without. */
const keptEvents = { violated: 2_000, held: 600 } as const;
/** Leases and disturbances are few for an event; of each, so many are kept. */
const keptSpans = 1_000;
const keptTakeovers = 1_000;

/**
 * What a report shows of a verification beyond its findings: verdicts by property, takeover latencies, and a timeline that
 * is bounded in size, in which the events around violations and faults go first.
 */
export function jobRecordOf(history: History, { judgements, excerpt }: JudgedHistory): JobRecord {
  const { header, events } = history;
  const { leases, breaches, takeovers } = replayHistory(history);
  const violated = judgements.some(({ verdict }) => verdict === "violated");
  const cited = judgements.flatMap(({ violations: [first] }) => (first === undefined ? [] : citedBy(excerpt, first)));
  const numbers = selectEvents(events, { cited, breaches, limit: violated ? keptEvents.violated : keptEvents.held });
  const kept = new Set(numbers);
  return {
    target: header.target,
    ...(header.database === undefined ? {} : { database: header.database }),
    ...(header.fault === undefined ? {} : { fault: header.fault }),
    ...(header.seed === undefined ? {} : { seed: header.seed }),
    judgements: judgements.map(({ property, verdict, exercised, violated, violations: [first] }) => ({
      property,
      verdict,
      exercised,
      violated,
      ...(first === undefined ? {} : { events: [...citedBy(excerpt, first)] }),
    })),
    takeovers: {
      milliseconds: takeovers.slice(0, keptTakeovers).map((milliseconds) => Math.round(milliseconds)),
      boundMilliseconds: header.takeoverBoundMilliseconds,
    },
    timeline: {
      events: events.length,
      header: { ...header },
      ...encodeEvents(events, numbers),
      breaches: breaches.filter(({ number }) => kept.has(number)),
      leases: leases.slice(0, keptSpans),
      disturbances: disturbancesOf(events).slice(0, keptSpans),
    },
  };
}
