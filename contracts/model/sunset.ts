/** The extension of OpenAPI and AsyncAPI that says from which day on something may be gone. */
export const sunsetKey = "x-sunset";

/**
 * The instant that a sunset names: a day or an instant (RFC 3339 §5.6), or an HTTP date as in the `Sunset` header (RFC 8594
 * §3). Undefined where it names none.
 */
export function readSunset(value: unknown): Date | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d($|T)| GMT$/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
