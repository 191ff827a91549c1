/// <reference lib="dom" />
import type { Mark } from "./layout.ts";

/** Makes the parts of a timeline's picture. */
export interface TimelinePainter {
  /** An SVG element; its title is told to who points at it. */
  shape(tag: string, className: string, attributes: Record<string, string | number>, title?: string): SVGElement;
  words(text: string, className: string, x: number, y: number): SVGElement;
  /** An event; reached with the tab key, or with the arrow keys alone. */
  mark(mark: Mark, inTabOrder: boolean): SVGElement;
  /** What the signs mean. */
  legend(): HTMLElement;
}

/** Its text is put into the page, so it uses nothing from outside itself. */
export function timelinePainter(): TimelinePainter {
  const paths: Record<Mark["shape"], string> = {
    grant: "M-4-7L4 0L-4 7Z",
    beat: "M0-4V4",
    dot: "M0-2A2 2 0 1 1-.01-2Z",
    check: "M-4.5 0L-1.5 3.5L4.5-4",
    milestone: "M-4-4H4V4H-4Z",
    effect: "M0-6L6 0L0 6L-6 0Z",
    clean: "M-4-4L4 4M4-4L-4 4",
    finish: "M0-5A5 5 0 1 1-.01-5Z",
    due: "M0-4L4 4H-4Z",
    fault: "M-5-4H5L0 5Z",
  };
  const meanings: readonly (readonly [Mark["shape"], string, string])[] = [
    ["grant", "ok", "reserved"],
    ["beat", "ok", "sign of life"],
    ["check", "ok", "told that it owns the run"],
    ["milestone", "ok", "milestone"],
    ["effect", "ok", "effect accepted"],
    ["effect", "repeated", "known again by its key"],
    ["effect", "fail", "effect refused"],
    ["dot", "fail", "something else refused"],
    ["effect", "ok broken", "against a property"],
    ["finish", "ok", "finished"],
    ["clean", "ok", "cleaned a run"],
    ["fault", "info", "fault"],
  ];
  return { shape, words, mark, legend };

  function shape(
    tag: string,
    className: string,
    attributes: Record<string, string | number>,
    title?: string,
  ): SVGElement {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag) as SVGElement;
    made.setAttribute("class", className);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, typeof value === "number" ? value.toFixed(1).replace(/\.0$/, "") : value);
    }
    if (title !== undefined) {
      const told = shape("title", "", {});
      told.textContent = title;
      made.append(told);
    }
    return made;
  }

  function words(text: string, className: string, x: number, y: number): SVGElement {
    const made = shape("text", className, { x, y });
    made.textContent = text;
    return made;
  }

  function mark({ shape: sign, state, cited, breaks, text, number, x, y }: Mark, inTabOrder: boolean): SVGElement {
    const classes = ["mark", sign, state, cited ? "cited" : "", breaks.length > 0 ? "broken" : ""];
    const group = shape("g", classes.filter(Boolean).join(" "), {
      transform: `translate(${x.toFixed(1)} ${y})`,
      role: "img",
      tabindex: inTabOrder ? 0 : -1,
      "aria-label": text,
      "data-number": number,
    });
    // What is small is easy to hit all the same.
    group.append(shape("circle", "reach", { r: 8 }), shape("path", "glyph", { d: paths[sign] }));
    return group;
  }

  function legend(): HTMLElement {
    const list = document.createElement("ul");
    list.className = "legend muted";
    for (const [sign, state, meaning] of meanings) {
      list.append(legendItem(`mark ${sign} ${state}`, shape("path", "glyph", { d: paths[sign] }), meaning));
    }
    list.append(legendItem("", shape("path", "tail", { d: "M-8 0H8" }), "at work in a run that it had lost"));
    return list;
  }

  function legendItem(className: string, glyph: SVGElement, meaning: string): HTMLElement {
    const picture = shape("svg", className, { viewBox: "-8 -8 16 16", "aria-hidden": "true" });
    picture.append(glyph);
    const item = document.createElement("li");
    item.append(picture, meaning);
    return item;
  }
}
