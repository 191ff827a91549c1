import type { JobTimeline } from "../../../contracts/index.ts";
import type { ChosenMark, chooseMarks } from "./marks.ts";
import type { TimeScale, timeScale } from "./scale.ts";

/** What of a timeline is shown, and how wide. */
export interface TimelineView {
  /** Milliseconds since the start. */
  readonly from: number;
  readonly to: number;
  /** In CSS pixels. */
  readonly width: number;
  /** Numbers of the events that stand out. */
  readonly cited: readonly number[];
  /** Gives room to what stands out: time then runs slower there. */
  readonly stretched: boolean;
}

/** An event in its place. */
export interface Mark extends Omit<ChosenMark, "lane" | "row" | "rank" | "time"> {
  /** Of its middle, in CSS pixels, as all places are. */
  readonly x: number;
  readonly y: number;
  /** Place of its lane, from 0. */
  readonly lane: number;
}

/** From `x` to `x + width`. */
interface Span {
  readonly x: number;
  readonly width: number;
}

/** Everything that is drawn. */
export interface TimelineLayout {
  readonly height: number;
  readonly lanes: readonly { readonly name: string; readonly top: number; readonly height: number }[];
  /** Lanes that have something in the window and for which there is no room. */
  readonly lanesLeft: number;
  /** Events of the window that have no mark of their own. */
  readonly eventsLeft: number;
  /** Leases; `tail` is where the worker was last heard of in a run that it had lost, 0 for none. */
  readonly bars: readonly (Span & { y: number; hue: number; label: string; text: string; tail: number })[];
  readonly bands: readonly (Span & { top: number; height: number; fault: string; labelX: number })[];
  /** Where events of the history were left out of the timeline. */
  readonly gaps: readonly Span[];
  readonly ticks: TimeScale["ticks"];
  /** Ascending by number. */
  readonly marks: readonly Mark[];
  /** The numbers of events that stand out, over their marks. */
  readonly labels: readonly { readonly x: number; readonly y: number; readonly mark: Mark }[];
}

/**
 * Places what happened in a window of a timeline: a lane for each worker, with its leases, and under them its signs of life,
 * what it was told and what it did. Its text is put into the page, so it uses nothing from outside itself.
 */
export function layoutTimeline(
  timeline: JobTimeline,
  view: TimelineView,
  parts: { readonly timeScale: typeof timeScale; readonly chooseMarks: typeof chooseMarks },
): TimelineLayout {
  const axisHeight = 24;
  const rows = { name: 18, label: 15, fault: 13, bar: 20, beat: 11, mark: 16, effect: 17, padding: 7 };
  const most = { lanes: 12, labelRows: 4, gaps: 200 };
  const hues = 6;
  const { from, to, width, cited } = view;
  const { number, time } = timeline;
  const timesCited = cited.flatMap((one) => time[number.indexOf(one)] ?? []);
  const { x: xOf, ticks } = parts.timeScale(view, view.stretched ? timesCited : []);
  const severalJobs = new Set(timeline.actors.map(({ job }) => job)).size > 1;
  const chosen = parts.chooseMarks(timeline, view, { x: xOf, laneOf });
  const leases = timeline.leases.filter((lease) => isInSight(lease.from, Math.max(lease.to ?? to, lease.last)));
  const { names, left: lanesLeft } = laneNames();

  let height = axisHeight;
  const lanes: { name: string; top: number; height: number; bar: number }[] = [];
  const marks: Mark[] = [];
  const labels: { x: number; y: number; mark: Mark }[] = [];
  for (const name of names) placeLane(name);
  return {
    height: height + 2,
    lanes,
    lanesLeft,
    eventsLeft: chosen.left,
    bars: leases.flatMap(barOf),
    bands: timeline.disturbances.flatMap(bandsOf),
    gaps: gaps(),
    ticks,
    marks: marks.toSorted((a, b) => a.number - b.number),
    labels,
  };

  function isInSight(start: number, end: number): boolean {
    return end >= from && start <= to;
  }

  function span(start: number, end: number): Span {
    const left = Math.max(0, xOf(start));
    return { x: left, width: Math.max(2, Math.min(width, xOf(end)) - left) };
  }

  /** The lanes in which something is to be seen: where there are too many, those that tell most; in the order of names. */
  function laneNames(): { names: string[]; left: number } {
    const ranks = new Map<string, number>();
    const note = (name: string, rank: number) => ranks.set(name, Math.max(ranks.get(name) ?? 0, rank));
    for (const mark of chosen.marks) note(mark.lane, mark.rank);
    for (const lease of leases) note(laneOf(lease), 5);
    const names = [...ranks.keys()]
      .toSorted((a, b) => (ranks.get(b) as number) - (ranks.get(a) as number))
      .slice(0, most.lanes)
      .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return { names, left: ranks.size - names.length };
  }

  /** Under the worker's name: numbers of what stands out, faults, leases, signs of life, what it was told, what it did. */
  function placeLane(name: string): void {
    const own = chosen.marks.filter((mark) => mark.lane === name);
    const ends: number[] = [];
    const labelled = own.flatMap((mark) => {
      const row = mark.cited ? labelRow(ends, mark) : undefined;
      return row === undefined ? [] : [{ mark, row }];
    });
    const faults = own.some(({ row }) => row === "fault") ? rows.fault : 0;
    const bar = height + rows.name + ends.length * rows.label + faults;
    const told = bar + rows.bar + rows.beat;
    const middle = {
      fault: bar - rows.fault / 2,
      bar: bar + rows.bar / 2,
      beat: told - rows.beat / 2,
      mark: told + rows.mark / 2,
      effect: told + rows.mark + rows.effect / 2,
    };
    const placed = new Map<number, Mark>();
    for (const { row, rank: _rank, time: at, ...rest } of own) {
      placed.set(rest.number, { ...rest, lane: lanes.length, x: xOf(at), y: middle[row] });
    }
    marks.push(...placed.values());
    for (const { mark, row } of labelled) {
      const y = height + rows.name + row * rows.label + 11;
      labels.push({ x: labelX(mark), y, mark: placed.get(mark.number) as Mark });
    }
    const bottom = told + rows.mark + rows.effect + rows.padding;
    lanes.push({ name, top: height, height: bottom - height, bar });
    height = bottom;
  }

  function barOf(lease: JobTimeline["leases"][number]): TimelineLayout["bars"][number][] {
    const lane = lanes.find(({ name }) => name === laneOf(lease));
    if (lane === undefined) return [];
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(3)} s`;
    const end = lease.to ?? time.at(-1) ?? to;
    const token = lease.token === undefined ? "no token" : `token ${lease.token}`;
    const how = lease.end === undefined ? "and still owned it at the end" : `until ${seconds(end)} (${lease.end})`;
    const place = span(lease.from, end);
    const label = [token, `${lease.token ?? ""}`].find((text) => place.width > 7 * text.length + 14) ?? "";
    const lost = lease.end === "superseded" || lease.end === "cleaned";
    return [
      {
        ...place,
        y: lane.bar,
        // By the token; where there is none, by the place among the leases.
        hue: (lease.token ?? timeline.leases.indexOf(lease)) % hues,
        label,
        text: `${lease.worker} owned ${lease.job} as run ${lease.run}, ${token}, from ${seconds(lease.from)} ${how}`,
        tail: lost && lease.last > end ? Math.min(width, xOf(lease.last)) : 0,
      },
    ];
  }

  function bandsOf(disturbance: JobTimeline["disturbances"][number]): TimelineLayout["bands"][number][] {
    const { fault, worker, from: start, to: end = Number.POSITIVE_INFINITY } = disturbance;
    if (!isInSight(start, end)) return [];
    const place = span(start, Math.min(end, to));
    return lanes
      .filter(({ name }) => worker === undefined || name === worker || name.startsWith(`${worker}, `))
      .map(({ name, top, height }) => ({
        ...place,
        top,
        height,
        fault,
        // Behind the worker's name.
        labelX: Math.max(place.x + 4, 8 * name.length + 20),
      }));
  }

  function gaps(): Span[] {
    const found: Span[] = [];
    for (let index = 0; index <= number.length; index++) {
      const since = time[index - 1] ?? 0;
      const until = time[index] ?? Number.POSITIVE_INFINITY;
      const left = (number[index] ?? timeline.events + 1) - (number[index - 1] ?? 0) - 1;
      if (left > 0 && isInSight(since, until)) found.push(span(Math.max(since, from), Math.min(until, to)));
    }
    return found.slice(0, most.gaps);
  }

  function laneOf({ worker, job }: { worker: string; job: string }): string {
    return severalJobs ? `${worker}, ${job}` : worker;
  }

  function labelWidth(mark: ChosenMark): number {
    return 7.5 * `#${mark.number}`.length + 6;
  }

  /** Over its mark, within the picture. */
  function labelX(mark: ChosenMark): number {
    const half = labelWidth(mark) / 2;
    return Math.min(Math.max(xOf(mark.time), half), width - half);
  }

  /** The first row in which a label has room, if any; `ends` holds where each row's last label ends. */
  function labelRow(ends: number[], mark: ChosenMark): number | undefined {
    const half = labelWidth(mark) / 2;
    const free = ends.findIndex((end) => end <= labelX(mark) - half);
    const row = free < 0 ? ends.length : free;
    if (row === most.labelRows) return undefined;
    ends[row] = labelX(mark) + half;
    return row;
  }
}
