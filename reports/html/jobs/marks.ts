import type { JobTimeline } from "../../../contracts/index.ts";

/** An event that is drawn, before it has its place. */
export interface ChosenMark {
  readonly number: number;
  /** Milliseconds since the start. */
  readonly time: number;
  readonly lane: string;
  readonly row: "fault" | "bar" | "beat" | "mark" | "effect";
  readonly shape: "grant" | "beat" | "dot" | "check" | "milestone" | "effect" | "clean" | "finish" | "due" | "fault";
  /** How it was answered; `repeated`: an effect that was not had again. */
  readonly state: "invoke" | "ok" | "fail" | "info" | "repeated";
  /** How much it tells; of those that would lie over each other, the one that tells most is drawn. */
  readonly rank: number;
  readonly cited: boolean;
  /** Names of the properties that broke by it. */
  readonly breaks: readonly string[];
  /** What it tells, with number and time. */
  readonly text: string;
}

/**
 * Chooses the events of a window that get a mark, ascending by number: those that are cited, and of the others as many as fit
 * side by side. The mere beginning of an operation gets none. Its text is put into the page, so it uses nothing from outside
 * itself.
 */
export function chooseMarks(
  timeline: JobTimeline,
  view: { readonly from: number; readonly to: number; readonly cited: readonly number[] },
  place: {
    readonly x: (milliseconds: number) => number;
    readonly laneOf: (actor: { worker: string; job: string }) => string;
  },
): { readonly marks: readonly ChosenMark[]; readonly left: number } {
  /** Marks of one row that are nearer than this, in pixels, are one. */
  const apart = 5;
  const { number, time, kinds, actors, sentences } = timeline;
  const cited = new Set(view.cited);
  const breaks = new Map<number, string[]>();
  for (const one of timeline.breaches) breaks.set(one.number, [...(breaks.get(one.number) ?? []), one.property]);
  const places = new Map<string, ChosenMark>();
  let inWindow = 0;
  for (let index = 0; index < number.length; index++) {
    const at = time[index] as number;
    if (at < view.from || at > view.to) continue;
    inWindow++;
    const mark = markOf(index);
    if (mark === undefined) continue;
    const key = mark.cited ? `${mark.number}` : `${mark.lane}/${mark.row}/${Math.round(place.x(at) / apart)}`;
    const there = places.get(key);
    if (there === undefined || there.rank < mark.rank) places.set(key, mark);
  }
  const marks = [...places.values()].toSorted((a, b) => a.number - b.number);
  return { marks, left: inWindow - marks.length };

  function markOf(index: number): ChosenMark | undefined {
    const kind = kinds[timeline.kind[index] as number] as JobTimeline["kinds"][number];
    const actor = actors[timeline.actor[index] as number] as JobTimeline["actors"][number];
    const own = number[index] as number;
    const form = formOf(kind, actor) ?? (cited.has(own) ? (["dot", "mark", 0] as const) : undefined);
    if (form === undefined) return undefined;
    const [shape, row, rank] = form;
    const at = time[index] as number;
    const broken = breaks.get(own) ?? [];
    const against = broken.length === 0 ? "" : `; against ${broken.join(", ")}`;
    return {
      number: own,
      time: at,
      lane: place.laneOf(actor),
      shape,
      row,
      rank: (cited.has(own) ? 20 : 0) + (broken.length > 0 ? 10 : 0) + rank,
      state: kind.repeated === true ? "repeated" : kind.type,
      cited: cited.has(own),
      breaks: broken,
      text: `#${own}, ${(at / 1000).toFixed(3)} s: ${sentences[timeline.sentence[index] as number]}${against}`,
    };
  }

  /** Sign, row and rank of an event; undefined: it is drawn only where it is cited. */
  function formOf(
    { type, operation }: JobTimeline["kinds"][number],
    actor: JobTimeline["actors"][number],
  ): readonly [ChosenMark["shape"], ChosenMark["row"], number] | undefined {
    if (operation === "fault") return ["fault", "fault", 6];
    if (type === "invoke") return undefined;
    if (operation === "reserve") return type === "ok" ? ["grant", "bar", 6] : ["dot", "mark", 1];
    // A search for dead runs that found none names none.
    if (operation === "clean") return (actor.token ?? actor.owner) === undefined ? undefined : ["clean", "mark", 5];
    if (operation === "effect") return ["effect", "effect", 5];
    if (operation === "finish") return ["finish", "mark", 5];
    if (operation === "milestone") return ["milestone", "mark", 4];
    if (operation === "check") return ["check", "mark", 3];
    if (operation === "due") return ["due", "effect", 2];
    if (operation === "heartbeat" || operation === "progress") return [type === "ok" ? "beat" : "dot", "beat", 2];
    return ["dot", "mark", 1];
  }
}
