import type { Schema, Schemas } from "../../../contracts/index.ts";

/**
 * True when a parameter's value is refused by its schema however the text on the wire is read: `"1"` may stand for a
 * number, `yes` for a truth value, a single value for a list of one.
 */
export function isRefusedAsText(schemas: Schemas, schema: Schema, value: unknown): boolean {
  const lists = Array.isArray(value) ? listReadings(value.map(String)) : [];
  const text = Array.isArray(value) ? value.join(",") : String(value);
  const single = scalarReadings(text);
  return [...lists, ...single, ...listReadings(text.split(","))].every((reading) => schemas.refuses(schema, reading));
}

function scalarReadings(text: string): unknown[] {
  const readings: unknown[] = [text, text.trim()];
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) readings.push(number);
  if (/^(true|1|yes|on)$/i.test(text)) readings.push(true);
  if (/^(false|0|no|off)$/i.test(text)) readings.push(false);
  if (/^null$/i.test(text)) readings.push(null);
  return readings;
}

function listReadings(texts: readonly string[]): unknown[][] {
  const scalars = texts.map((text) => scalarReadings(text).at(-1));
  return [[...texts], scalars];
}
