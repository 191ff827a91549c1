/** From moments to places across the picture. */
export interface TimeScale {
  /** In CSS pixels, for milliseconds since the start. */
  x(milliseconds: number): number;
  /** Round moments, far enough from each other to be written. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

/**
 * Makes a scale for a window of time. Moments in `roomFor` are kept apart: time runs slower around them, as the ticks show;
 * where there are too many for that, or none, it runs evenly. Its text is put into the page, so it uses nothing from outside
 * itself.
 */
export function timeScale(
  view: { readonly from: number; readonly to: number; readonly width: number },
  roomFor: readonly number[],
): TimeScale {
  const margin = 10;
  const mostAnchors = 40;
  /** How much of the width is given to anchors. */
  const share = 0.6;
  const tickPixels = 50;
  const { from, to, width } = view;
  const inside = roomFor.filter((at) => at > from && at < to);
  const anchors = [from, ...new Set(inside), to].toSorted((a, b) => a - b);
  const stretched = inside.length > 0 && anchors.length <= mostAnchors;
  return { x, ticks: ticks() };

  function x(milliseconds: number): number {
    const even = (milliseconds - from) / (to - from);
    const place = stretched ? even * (1 - share) + placeAmongAnchors(milliseconds) * share : even;
    return margin + place * (width - 2 * margin);
  }

  /** From 0 at the first to 1 at the last, with the same room between any two of them. */
  function placeAmongAnchors(milliseconds: number): number {
    const next = anchors.findIndex((anchor) => anchor > milliseconds);
    // What is out of sight goes on evenly.
    if (next <= 0) return (milliseconds - from) / (to - from);
    const [start, end] = [anchors[next - 1] as number, anchors[next] as number];
    return (next - 1 + (milliseconds - start) / (end - start)) / (anchors.length - 1);
  }

  /** Steps of 1, 2 or 5. */
  function ticks(): { x: number; text: string }[] {
    const rough = ((to - from) * tickPixels * (stretched ? 1 : 1.8)) / width;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
    const digits = Math.max(0, Math.ceil(-Math.log10(step / 1000) - 1e-9));
    const made: { x: number; text: string }[] = [];
    for (let count = Math.ceil(from / step); count * step <= to; count++) {
      const place = x(count * step);
      if (place - (made.at(-1)?.x ?? -tickPixels) < tickPixels) continue;
      made.push({ x: place, text: `${((count * step) / 1000).toFixed(digits)} s` });
    }
    return made;
  }
}
