import { essenceOf } from "../../../contracts/portable.ts";

/** A media range of an `Accept` header. */
interface Range {
  readonly range: string;
  readonly quality: number;
}

/**
 * The media type that an `Accept` header likes best (RFC 9110 §12.5.1), of equal ones the first; undefined where it
 * accepts none.
 */
export function negotiate(accept: string | undefined, types: readonly string[]): string | undefined {
  if (accept === undefined || accept === "*/*") return types[0];
  const ranges = accept.split(",").map(readRange);
  let best: { readonly type: string; readonly quality: number } | undefined;
  for (const type of types) {
    const quality = qualityOf(essenceOf(type), ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}

function readRange(text: string): Range {
  const quality = /;\s*q\s*=\s*([\d.]+)/i.exec(text)?.[1];
  return { range: essenceOf(text), quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The most specific range counts, whatever its quality. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [family] = type.split("/");
  for (const wanted of [type, `${family}/*`, "*/*"]) {
    const found = ranges.find(({ range }) => range === wanted || (wanted === "*/*" && range === "*"));
    if (found !== undefined) return found.quality;
  }
  // A declared range as `image/*` is served as whatever of it is accepted.
  return type.includes("*") ? Math.max(0, ...ranges.map(({ quality }) => quality)) : 0;
}
