import { checkHistogram } from "./distribution.ts";
import { ExpositionFault, labelKey, type MetricFamily, type MetricType, type Sample } from "./exposition.ts";
import { type Dialect, readNumber, readSampleLine } from "./sample-line.ts";

const types = ["counter", "gauge", "histogram", "summary", "untyped"];

const dialect: Dialect = {
  blank: /^[ \t]+/,
  metricName: /^[A-Za-z_:][\w:]*/,
  // What Go's ParseFloat takes.
  number: (text) =>
    readNumber(text) ?? (/^[+-]?0x[\da-f]+(?:p[+-]?\d+)?$/i.test(text) ? Number.parseInt(text, 16) : undefined),
  timestamp: (text) => (/^-?\d+$/.test(text) ? Number(text) / 1000 : undefined),
  trailingComma: true,
  exemplars: false,
};

type Open = { -readonly [Key in keyof MetricFamily]: MetricFamily[Key] } & { samples: Sample[] };

/**
 * Reads the Prometheus text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats). Throws
 * `ExpositionFault` for what Prometheus would not take.
 */
export function parsePrometheus(text: string): readonly MetricFamily[] {
  if (text !== "" && !text.endsWith("\n")) throw new ExpositionFault("the last line does not end with a line feed");
  const families = new Map<string, Open>();
  const seen = new Set<string>();
  const described = new Set<string>();
  let current: Open | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = index + 1;
    const source = raw.replace(/^[ \t]+/, "");
    if (source === "") continue;
    const [, keyword, name = "", more = ""] = /^#[ \t]+(HELP|TYPE)(?:[ \t]+(\S+)[ \t]*(.*))?$/.exec(source) ?? [];
    if (source.startsWith("#")) {
      if (keyword === undefined) continue;
      if (!/^[A-Za-z_:][\w:]*$/.test(name)) throw new ExpositionFault(`# ${keyword} names no metric`, line);
      if (described.has(`${keyword} ${name}`))
        throw new ExpositionFault(`# ${keyword} ${name} stands there twice`, line);
      described.add(`${keyword} ${name}`);
      if (keyword === "HELP") continue;
      const type = more.trim();
      if (!types.includes(type))
        throw new ExpositionFault(`# TYPE ${name} names the type ${JSON.stringify(type)}`, line);
      if (families.has(name)) throw new ExpositionFault(`# TYPE ${name} comes after its samples`, line);
      current = { name, type: type as MetricType, samples: [] };
      families.set(name, current);
      continue;
    }
    const sample = readSampleLine(source, line, dialect);
    const series = `${sample.name}${labelKey(sample.labels)}`;
    if (seen.has(series))
      throw new ExpositionFault(`the series ${sample.name} stands there twice with the same labels`, line);
    seen.add(series);
    const family = familyOf(sample.name, families);
    if (family.samples.length > 0 && family !== current) {
      throw new ExpositionFault(`the samples of ${family.name} do not stand together`, line);
    }
    current = family;
    family.samples.push(sample);
  }
  for (const family of families.values()) checkFamily(family);
  return [...families.values()];
}

function familyOf(name: string, families: Map<string, Open>): Open {
  const exact = families.get(name);
  if (exact !== undefined) return exact;
  const base = families.get(name.replace(/_(bucket|count|sum)$/, ""));
  const belongs = base?.type === "histogram" || (base?.type === "summary" && !name.endsWith("_bucket"));
  if (base !== undefined && belongs) return base;
  const untyped: Open = { name, type: "untyped", samples: [] };
  families.set(name, untyped);
  return untyped;
}

function checkFamily(family: MetricFamily): void {
  const { name, type, samples } = family;
  if (type === "histogram" && samples.length > 0) checkHistogram(family, false);
  const odd = samples.find(({ value }) => type === "counter" && (Number.isNaN(value) || value < 0));
  if (odd !== undefined) throw new ExpositionFault(`the counter ${name} has the value ${odd.text}`, odd.line);
}
