/** Seconds that `Retry-After` asks to wait (RFC 9110 §10.2.3: seconds or a date); undefined where there is none. */
export function retryAfterSeconds(
  value: string | readonly string[] | null | undefined,
  now = Date.now(),
): number | undefined {
  if (typeof value !== "string") return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
