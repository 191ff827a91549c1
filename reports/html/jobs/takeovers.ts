/// <reference lib="dom" />
import type { JobRecord } from "../../../contracts/index.ts";

/**
 * How fast others took over, as a small histogram against the bound, with the figures as text. Its text is put into the
 * page, so it uses nothing from outside itself.
 */
export function takeoversFigure({ milliseconds, boundMilliseconds }: JobRecord["takeovers"]): HTMLElement {
  const namespace = "http://www.w3.org/2000/svg";
  const [width, height] = [320, 64];
  /** Ten up to the bound, and as many at most for what came later. */
  const binMilliseconds = boundMilliseconds / 10;
  const binOf = (value: number) => Math.min(19, Math.max(0, Math.ceil(value / binMilliseconds) - 1));
  const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const longest = sorted.at(-1) ?? 0;
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const late = sorted.filter((value) => value > boundMilliseconds).length;
  const counts = new Array<number>(Math.max(11, binOf(longest) + 1)).fill(0);
  for (const value of sorted) counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1;
  const most = Math.max(...counts);
  const text = [
    `${sorted.length} ${sorted.length === 1 ? "takeover" : "takeovers"}`,
    `the median after ${seconds(median)}`,
    `the longest after ${seconds(longest)}`,
    `the bound is ${seconds(boundMilliseconds)}`,
    ...(late > 0 ? [`${late} came later`] : []),
  ].join(", ");

  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", `0 0 ${width} ${height + 18}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", text);
  const add = (tag: string, className: string, attributes: Record<string, number>, content = "") => {
    const made = document.createElementNS(namespace, tag);
    made.setAttribute("class", className);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value.toFixed(1));
    made.textContent = content;
    picture.append(made);
  };
  const binWidth = width / counts.length;
  const bound = 10 * binWidth;
  for (const [bin, count] of counts.entries()) {
    if (count === 0) continue;
    const tall = (count / most) * (height - 12);
    const place = { x: bin * binWidth + 1, y: height - tall, width: binWidth - 2, height: tall };
    add("rect", bin >= 10 ? "late" : "timely", place);
  }
  add("line", "base", { x1: 0, x2: width, y1: height, y2: height });
  add("line", "bound", { x1: bound, x2: bound, y1: 0, y2: height });
  add("text", "axis", { x: 0, y: height + 14 }, "0 s");
  add("text", "axis end", { x: bound, y: height + 14 }, `bound ${seconds(boundMilliseconds)}`);

  const figure = document.createElement("figure");
  figure.className = "takeovers";
  const caption = document.createElement("figcaption");
  caption.textContent = `From an owner's end to the next reservation: ${text}`;
  figure.append(caption, picture);
  return figure;
}
