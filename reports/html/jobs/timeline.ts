/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { JobTimeline } from "../../../contracts/index.ts";
import type { Mark, TimelineLayout, TimelineView } from "./layout.ts";
import type { TimelinePainter } from "./painter.ts";

/** A timeline on the page. */
export interface TimelineFigure {
  readonly element: HTMLElement;
  /** Shows an event, and gives it the focus; false: it is not among the events that were kept. */
  show(number: number): boolean;
}

/**
 * Draws a timeline: swim lanes as SVG for as wide as there is room, drawn anew when the reader looks closer. One stop of the
 * tab key; the arrow keys go from event to event. Its text is put into the page, so it uses nothing from outside itself.
 */
export function timelineFigure(
  timeline: JobTimeline,
  /** Numbers of the events that stand out, and among them those of the violation that is shown first. */
  { cited, first }: { readonly cited: readonly number[]; readonly first: readonly number[] },
  layout: (timeline: JobTimeline, view: TimelineView) => TimelineLayout,
  painter: TimelinePainter,
): TimelineFigure {
  const smallestMilliseconds = 4;
  const { number, time } = timeline;
  const last = time.at(-1) ?? 0;
  const room = Math.max(last - (time[0] ?? 0), smallestMilliseconds) * 0.02;
  const whole = { from: Math.max(0, (time[0] ?? 0) - room), to: last + room };
  let view = windowOf(first) ?? whole;
  let stretched = cited.length > 0;
  let drawn: TimelineLayout | undefined;
  let focused = first.find((one) => number.includes(one)) ?? number[0] ?? 0;

  const picture = painter.shape("svg", "lanes", { role: "group" });
  const told = element("p", "told muted", "Point at an event, or press an arrow key, and it is told here.");
  const note = element("p", "muted note", "");
  const caption = element("figcaption", "", "");
  const buttons = {
    earlier: control("← Earlier", () => move(-0.5)),
    later: control("Later →", () => move(0.5)),
    closer: control("Zoom in", () => zoom(0.5)),
    wider: control("Zoom out", () => zoom(2)),
    violation: control("Violation", () => set(windowOf(first) ?? whole)),
    whole: control("All", () => set(whole)),
    stretch: control("Room for what is cited", () => {
      stretched = !stretched;
      draw();
    }),
  };
  buttons.violation.hidden = windowOf(first) === undefined;
  buttons.stretch.hidden = cited.length === 0;
  const controls = element("div", "controls", ...Object.values(buttons));
  controls.setAttribute("role", "group");
  controls.ariaLabel = "What of the timeline is shown";
  const figure = element(
    "figure",
    "timeline",
    caption,
    controls,
    element("div", "picture", picture),
    told,
    note,
    painter.legend(),
  );
  picture.addEventListener("keydown", onKey);
  for (const event of ["focusin", "pointerover"]) picture.addEventListener(event, tell);
  // Drawn once it has its place, and again when that becomes wider or narrower.
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry?.contentRect.width ?? 0);
    if (now === width || now === 0) return;
    width = now;
    draw();
  }).observe(picture.parentElement as HTMLElement);

  return {
    element: figure,
    show(wanted) {
      if (!number.includes(wanted)) return false;
      const at = time[number.indexOf(wanted)] as number;
      if (at < view.from || at > view.to) view = windowOf([wanted]) ?? whole;
      focused = wanted;
      draw();
      markOf(wanted)?.focus();
      figure.scrollIntoView({ block: "nearest" });
      return true;
    },
  };

  /** A window with some room around these events. */
  function windowOf(numbers: readonly number[]): { from: number; to: number } | undefined {
    const times = numbers.flatMap((one) => time[number.indexOf(one)] ?? []);
    if (times.length === 0) return undefined;
    const [start, end] = [Math.min(...times), Math.max(...times)];
    const room = Math.max((end - start) * 0.06, smallestMilliseconds * 5);
    return within({ from: start - room, to: end + room });
  }

  /** The window, moved to where there is something, and no smaller or larger than can be shown. */
  function within(next: { from: number; to: number }): { from: number; to: number } {
    const length = Math.min(Math.max(next.to - next.from, smallestMilliseconds), whole.to - whole.from);
    const from = Math.min(Math.max(next.from, whole.from), whole.to - length);
    return { from, to: from + length };
  }

  function set(next: { from: number; to: number }): void {
    view = within(next);
    draw();
  }

  function move(share: number): void {
    const step = (view.to - view.from) * share;
    set({ from: view.from + step, to: view.to + step });
  }

  /** Around the event that has the focus, where it is in sight. */
  function zoom(factor: number): void {
    const at = time[number.indexOf(focused)] ?? view.from;
    const centre = at >= view.from && at <= view.to ? at : (view.from + view.to) / 2;
    const length = (view.to - view.from) * factor;
    const share = (centre - view.from) / (view.to - view.from);
    set({ from: centre - length * share, to: centre + length * (1 - share) });
  }

  function draw(): void {
    if (width === 0) return;
    drawn = layout(timeline, { ...view, width, cited, stretched });
    const { height, lanes, bars, bands, gaps, ticks, marks, labels, lanesLeft, eventsLeft } = drawn;
    const held = picture.contains(document.activeElement);
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute(
      "aria-label",
      `Timeline of ${lanes.map(({ name }) => name).join(", ")}; arrow keys go from event to event`,
    );
    if (!marks.some((mark) => mark.number === focused)) focused = marks[0]?.number ?? 0;
    picture.replaceChildren(
      ...lanes.map((lane, index) =>
        painter.shape("rect", index % 2 === 0 ? "lane" : "lane even", {
          x: 0,
          y: lane.top,
          width,
          height: lane.height,
        }),
      ),
      ...bands.map((band) =>
        painter.shape("rect", `band ${band.fault}`, { x: band.x, y: band.top, width: band.width, height: band.height }),
      ),
      ...gaps.map((gap) =>
        painter.shape("rect", "gap", { x: gap.x, y: 20, width: gap.width, height: 4 }, "events that were left out"),
      ),
      ...ticks.flatMap(({ x, text }) => [
        painter.shape("line", "grid", { x1: x, x2: x, y1: 18, y2: height }),
        ...(x < width - 45 ? [painter.words(text, "axis", x + 3, 14)] : []),
      ]),
      ...bars.flatMap((bar) => [
        ...(bar.tail > 0
          ? [painter.shape("path", "tail", { d: `M${bar.x + bar.width} ${bar.y + 10}H${bar.tail}` })]
          : []),
        painter.shape(
          "rect",
          `lease hue${bar.hue}`,
          { x: bar.x, y: bar.y, width: bar.width, height: 20, rx: 3 },
          bar.text,
        ),
        ...(bar.label === "" ? [] : [painter.words(bar.label, "token", bar.x + 10, bar.y + 14)]),
      ]),
      ...lanes.map((lane) => painter.words(lane.name, "name", 8, lane.top + 14)),
      ...bands
        .filter(({ labelX }) => labelX < width - 40)
        .map((band) => painter.words(band.fault.replaceAll("-", " "), "fault", band.labelX, band.top + 13)),
      ...labels.flatMap(({ x, y, mark }) => [
        painter.shape("path", "leader", { d: `M${x} ${y + 2}L${mark.x} ${mark.y - 6}` }),
        painter.words(`#${mark.number}`, mark.breaks.length > 0 ? "cite broken" : "cite", x, y),
      ]),
      ...marks.map((mark) => painter.mark(mark, mark.number === focused)),
    );
    if (held) markOf(focused)?.focus();
    describe(lanesLeft, eventsLeft);
  }

  function describe(lanesLeft: number, eventsLeft: number): void {
    const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(milliseconds < 100_000 ? 2 : 0);
    const out = timeline.events - number.length;
    caption.textContent = `What the workers did, from ${seconds(view.from)} to ${seconds(Math.min(view.to, last))} s of ${seconds(last)} s: ${timeline.events} events${out > 0 ? `, of which ${out} far from violations and faults were left out of this report` : ""}`;
    note.textContent = [
      stretched ? "Time runs slower around what is cited." : "",
      eventsLeft > 0
        ? `${eventsLeft} events in sight have no mark of their own: they are the beginnings of others, or too near to one.`
        : "",
      lanesLeft > 0 ? `${lanesLeft} more workers are in sight; zoom in to see fewer.` : "",
    ].join(" ");
    buttons.stretch.ariaPressed = String(stretched);
    const isWhole = view.to - view.from >= whole.to - whole.from;
    disable(buttons.earlier, view.from <= whole.from);
    disable(buttons.later, view.to >= whole.to);
    disable(buttons.closer, view.to - view.from <= smallestMilliseconds);
    disable(buttons.wider, isWhole);
    disable(buttons.whole, isWhole);
  }

  /** Stays where the focus is, so that who presses it with a key does not lose the place. */
  function disable(button: HTMLButtonElement, off: boolean): void {
    button.ariaDisabled = String(off);
  }

  function tell(event: Event): void {
    const group = (event.target as Element).closest<SVGElement>(".mark");
    const bar = (event.target as Element).querySelector(":scope > title")?.textContent;
    const mark = drawn?.marks.find((one) => String(one.number) === group?.dataset.number);
    if (mark === undefined && (bar === undefined || bar === null)) return;
    told.textContent = `${mark?.text ?? bar}.`;
    told.className = mark !== undefined && mark.breaks.length > 0 ? "told fail" : "told";
    if (mark === undefined || event.type !== "focusin") return;
    markOf(focused)?.setAttribute("tabindex", "-1");
    focused = mark.number;
    markOf(focused)?.setAttribute("tabindex", "0");
  }

  function onKey(event: KeyboardEvent): void {
    const marks = drawn?.marks ?? [];
    const place = marks.findIndex((mark) => mark.number === focused);
    const own = marks[place];
    if (own === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const inLane = (step: number) =>
      marks
        .filter(({ lane }) => lane === own.lane + step)
        .toSorted((a, b) => Math.abs(a.x - own.x) - Math.abs(b.x - own.x))[0];
    const targets: Record<string, () => Mark | undefined> = {
      ArrowRight: () => marks[place + 1],
      ArrowLeft: () => marks[place - 1],
      ArrowDown: () => inLane(1),
      ArrowUp: () => inLane(-1),
      Home: () => marks[0],
      End: () => marks.at(-1),
    };
    const target = targets[event.key];
    if (target === undefined) {
      if (event.key === "+") zoom(0.5);
      if (event.key === "-") zoom(2);
      return;
    }
    event.preventDefault();
    const next = target();
    if (next !== undefined) markOf(next.number)?.focus();
  }

  function markOf(wanted: number): SVGElement | null {
    return picture.querySelector<SVGElement>(`[data-number="${wanted}"]`);
  }

  function control(text: string, act: () => void): HTMLButtonElement {
    const button = element("button", "", text);
    button.type = "button";
    button.addEventListener("click", () => {
      if (button.ariaDisabled !== "true") act();
    });
    return button;
  }

  function element<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    className: string,
    ...children: (Node | string)[]
  ) {
    const made = document.createElement(tag);
    if (className !== "") made.className = className;
    made.append(...children);
    return made;
  }
}
