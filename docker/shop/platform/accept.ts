import { Problem } from "./problem.ts";

/**
 * Refuses a request that accepts none of the media types in which the operation answers: `Problem` 406
 * (RFC 9110 section 12.5.1). No header, or an empty one, accepts everything.
 */
export function requireAcceptable(header: string | undefined, mediaTypes: readonly string[]): void {
  if (header === undefined || header.trim() === "") return;
  const ranges = header.split(",").map(readRange);
  if (mediaTypes.some((mediaType) => isAccepted(mediaType, ranges))) return;
  throw new Problem(406, "not-acceptable", `The answer is ${mediaTypes.join(" or ")}.`);
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  return { type, quality: weight === undefined ? 1 : Number(weight.slice(2)) };
}

/** The most specific range that matches decides. Who accepts JSON accepts what is JSON by its suffix (RFC 6839). */
function isAccepted(mediaType: string, ranges: readonly Range[]): boolean {
  const [family] = mediaType.split("/");
  const base = mediaType.endsWith("+json") ? ["application/json"] : [];
  for (const type of [mediaType, ...base, `${family}/*`, "*/*"]) {
    const range = ranges.find((candidate) => candidate.type === type);
    if (range !== undefined) return range.quality > 0;
  }
  return false;
}
