import type { SiteName } from "../../../docker/index.ts";
import type { HistoryEvent } from "../history/event.ts";

/** A history with a cut in it, and what is known of its workers. */
export interface Seen {
  readonly events: readonly HistoryEvent[];
  /** Number of the last event before the cut; every later one was announced when the cut was there. */
  readonly cut: number;
  /** Number of the last event before the healing. */
  readonly healed: number;
  /** By worker. */
  readonly siteOf: ReadonlyMap<string, SiteName>;
  /** Sites that the cut leaves without a majority. */
  readonly minority: readonly SiteName[];
  /** By worker: how many requests it sent to the node of each site before the cut. */
  readonly requests: ReadonlyMap<string, Readonly<Partial<Record<SiteName, number>>>>;
  readonly timeToLiveMilliseconds: number;
  readonly boundMilliseconds: number;
}

/** Whether a worker is in a site without a majority. */
export function inMinority({ siteOf, minority }: Seen, worker: string): boolean {
  const site = siteOf.get(worker);
  return site !== undefined && minority.includes(site);
}

/** Whether an event was announced while the sites were cut. */
export function duringCut({ cut, healed }: Seen, number: number): boolean {
  return number > cut && number <= healed;
}

/** When the sites were cut, in milliseconds: at the latest, so that nobody is accused who was in time. */
export function cutTime({ events, cut }: Seen): number {
  return timeOf(events, cut);
}

/** When the sites were healed, in milliseconds. */
export function healTime({ events, healed }: Seen): number {
  return timeOf(events, healed);
}

/** Of the first event after that number. */
function timeOf(events: readonly HistoryEvent[], number: number): number {
  return (events[number] ?? events.at(-1))?.time ?? 0;
}

/** The milliseconds between two moments during which the store was in order. */
export function servedMilliseconds({ events }: Pick<Seen, "events">, from: number, to: number): number {
  let served = to - from;
  let downSince: number | undefined;
  const subtract = (upSince: number) => {
    served -= Math.max(0, Math.min(upSince, to) - Math.max(downSince ?? to, from));
    downSince = undefined;
  };
  for (const { operation, fault, time } of events) {
    if (operation !== "fault") continue;
    if (fault === "store-down") downSince ??= time;
    if (fault === "store-up" && downSince !== undefined) subtract(time);
  }
  if (downSince !== undefined) subtract(to);
  return served;
}
