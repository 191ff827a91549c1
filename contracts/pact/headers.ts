import type { JsonObject } from "../json.ts";
import { optionalObjectAt, type Place } from "./read/place.ts";

/** Reads headers: a text (before V4) or a list of texts for each name; names as written. */
export function readHeaders(value: unknown, place: Place): ReadonlyMap<string, readonly string[]> {
  const headers = optionalObjectAt(value, place, "headers");
  return new Map(Object.entries(headers).map(([name, values]) => [name, listOf(values)]));
}

function listOf(value: JsonObject[string]): readonly string[] {
  if (value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((item) =>
    typeof item === "string" ? item : JSON.stringify(item),
  );
}

/** The values of a header, whatever the case of its name (RFC 9110, section 5.1); undefined where it is not there. */
export function headerValues(
  headers: ReadonlyMap<string, readonly string[]>,
  name: string,
): readonly string[] | undefined {
  const direct = headers.get(name);
  if (direct !== undefined) return direct;
  const wanted = name.toLowerCase();
  for (const [other, values] of headers) if (other.toLowerCase() === wanted) return values;
  return undefined;
}

/** The first value of `Content-Type`. */
export function contentTypeOf(headers: ReadonlyMap<string, readonly string[]>): string | undefined {
  return headerValues(headers, "content-type")?.[0];
}
