/** RFC 3339 in UTC; whole seconds without a fraction, as callers write them. */
export function writeInstant(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}
