/// <reference lib="dom" />
import type { JobData } from "./data.ts";
import type { layoutTimeline } from "./layout.ts";
import type { chooseMarks } from "./marks.ts";
import type { timelinePainter } from "./painter.ts";
import type { timeScale } from "./scale.ts";
import type { takeoversFigure } from "./takeovers.ts";
import type { timelineFigure } from "./timeline.ts";

/** What a job's case shows beyond its findings. */
export interface JobView {
  readonly parts: readonly Node[];
  /** A sentence of a story, in which the numbers of events lead to the timeline. */
  cite(sentence: string): (Node | string)[];
}

/** The parts that are put into the page beside it. */
export interface JobFigures {
  readonly timeScale: typeof timeScale;
  readonly chooseMarks: typeof chooseMarks;
  readonly layoutTimeline: typeof layoutTimeline;
  readonly timelinePainter: typeof timelinePainter;
  readonly timelineFigure: typeof timelineFigure;
  readonly takeoversFigure: typeof takeoversFigure;
}

/** Shows a job's record. Its text is put into the page, so it uses nothing from outside itself. */
export function jobView(job: JobData, figures: JobFigures): JobView {
  const { target, database, fault, points = [], seed, history, judgements, takeovers, timeline } = job;
  const cited = judgements.flatMap(({ events }) => events ?? []);
  const first = judgements.find(({ events }) => events !== undefined)?.events ?? [];
  const drawn =
    timeline === undefined || timeline.number.length === 0
      ? undefined
      : figures.timelineFigure(
          timeline,
          { cited, first },
          (one, view) => figures.layoutTimeline(one, view, figures),
          figures.timelinePainter(),
        );
  const parts: Node[] = [facts(), ...(drawn === undefined ? [] : [drawn.element])];
  if (job.timelineLeftOut === true) {
    parts.push(paragraph("The timeline is left out, since the page would be too large with it. The event log has it."));
  }
  if (takeovers.milliseconds.length > 0) parts.push(figures.takeoversFigure(takeovers));
  return {
    parts,
    cite: (sentence) =>
      sentence.split(/(#\d+)/).map((part) => {
        const number = /^#\d+$/.test(part) ? Number(part.slice(1)) : undefined;
        return number === undefined || !timeline?.number.includes(number) ? part : link(number);
      }),
  };

  function paragraph(text: string): HTMLElement {
    const made = document.createElement("p");
    made.className = "muted";
    made.textContent = text;
    return made;
  }

  function link(number: number): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cited";
    button.textContent = `#${number}`;
    button.ariaLabel = `#${number}, show it in the timeline`;
    button.addEventListener("click", () => drawn?.show(number));
    return button;
  }

  function facts(): HTMLElement {
    const list = document.createElement("dl");
    list.className = "facts";
    const entries: [string, string | undefined][] = [
      ["Target", target],
      ["Database", database],
      ["Fault", fault],
      ["Seed", seed?.toString()],
    ];
    for (const [name, value] of entries) if (value !== undefined) list.append(fact(name, value));
    if (points.length > 0) list.append(fact("Points", ...points.flatMap(place)));
    if (history !== undefined) {
      const code = document.createElement("code");
      code.textContent = history;
      list.append(fact("Raw history", code, ...download()));
    }
    return list;
  }

  /** Where the fault was to come, and the event at which it came. */
  function place({ name, event }: NonNullable<JobData["points"]>[number], index: number): (Node | string)[] {
    const before = `${index === 0 ? "" : ", "}${name} `;
    if (event === undefined) return [`${before}(did not come about)`];
    return [before, timeline?.number.includes(event) ? link(event) : `#${event}`];
  }

  function fact(name: string, ...values: (Node | string)[]): HTMLElement {
    const entry = document.createElement("div");
    const term = document.createElement("dt");
    const description = document.createElement("dd");
    term.textContent = name;
    description.append(...values);
    entry.append(term, description);
    return entry;
  }

  /** The history as NDJSON, where the page holds all of it. */
  function download(): Node[] {
    if (timeline === undefined || timeline.number.length < timeline.events) return [];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "download";
    button.textContent = "Download";
    button.ariaLabel = "Download the raw history";
    button.addEventListener("click", () => {
      const events = timeline.time.map((time, index) => ({
        time,
        ...timeline.kinds[timeline.kind[index] as number],
        ...timeline.actors[timeline.actor[index] as number],
      }));
      const lines = [timeline.header, ...events].map((line) => `${JSON.stringify(line)}\n`);
      const anchor = document.createElement("a");
      anchor.href = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
      anchor.download = history?.split(/[\\/]/).at(-1) ?? "history.ndjson";
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
    });
    return [button];
  }
}
