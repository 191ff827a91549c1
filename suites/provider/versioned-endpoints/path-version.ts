/** A version as it stands in a path. */
export interface PathVersion {
  readonly major: number;
  /** Which segment of the path it is, from 0. */
  readonly index: number;
}

/** `v1`, `v1.2`, `v2beta1`, or a bare number where the path says it literally (`/1.1/statuses`). */
const segmentForm = /^(?:v(\d{1,4})(?:\.\d+)*(?:-?(?:alpha|beta|rc|preview)\d*)?|(\d{1,4})(?:\.\d+)*)$/i;

/** The first segment of a path template that is a version; undefined where none is. */
export function versionIn(path: string): PathVersion | undefined {
  for (const [index, segment] of path.split("/").entries()) {
    const [, prefixed, bare] = segmentForm.exec(segment) ?? [];
    const major = prefixed ?? bare;
    if (major !== undefined) return { major: Number(major), index };
  }
  return undefined;
}

/** The URL without one segment of its path. */
export function withoutSegment(url: string, index: number): string {
  const changed = new URL(url);
  changed.pathname = changed.pathname
    .split("/")
    .filter((_segment, position) => position !== index)
    .join("/");
  return changed.href;
}

/** The major number that a contract's version says; undefined where it says none (a date, a word). */
export function majorOf(version: string): number | undefined {
  const [, digits] = /^v?(\d{1,4})(?:\.\d+){0,2}(?:[-+].*)?$/.exec(version.trim()) ?? [];
  const major = Number(digits);
  const isYear = major >= 1900;
  return digits === undefined || isYear ? undefined : major;
}
