import type { HttpResponse } from "../../kit/exchange.ts";

/**
 * The names of the cookies that an answer sets. One whose time is over already is removed by it, which is what a service
 * should do with the cookies of former days (RFC 6265 §3.1).
 */
export function cookiesSetBy({ headers }: HttpResponse, now = Date.now()): readonly string[] {
  return [headers["set-cookie"] ?? []]
    .flat()
    .filter((field) => !isRemoval(field, now))
    .map((field) => field.split("=")[0]?.trim() ?? "");
}

/** RFC 6265 §5.3: Max-Age counts, and Expires where there is none. */
function isRemoval(field: string, now: number): boolean {
  const attributes = field.split(";").slice(1);
  const attributeOf = (wanted: string) =>
    attributes
      .map((attribute) => attribute.split("="))
      .findLast(([name]) => name?.trim().toLowerCase() === wanted)?.[1];
  const maxAge = attributeOf("max-age");
  if (maxAge !== undefined && /^\s*-?\d+\s*$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributeOf("expires") ?? "") <= now;
}
