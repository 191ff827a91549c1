import { checkHistogram } from "./distribution.ts";
import { ExpositionFault, type MetricFamily, type MetricType, type Sample } from "./exposition.ts";
import { checkFamily } from "./open-metrics-types.ts";
import { type Dialect, readNumber, readSampleLine, readSeconds } from "./sample-line.ts";

const dialect: Dialect = {
  blank: /^ /,
  metricName: /^[A-Za-z_:][\w:]*/,
  number: readNumber,
  timestamp: readSeconds,
  trailingComma: false,
  exemplars: true,
};

/** Suffixes of sample names, by type; the empty one is the family's own name. */
export const suffixes: Readonly<Record<Exclude<MetricType, "untyped">, readonly string[]>> = {
  counter: ["_total", "_created"],
  gauge: [""],
  histogram: ["_bucket", "_count", "_sum", "_created"],
  gaugehistogram: ["_bucket", "_gcount", "_gsum"],
  summary: ["", "_count", "_sum", "_created"],
  stateset: [""],
  info: ["_info"],
  unknown: [""],
};

interface Open {
  readonly name: string;
  type: Exclude<MetricType, "untyped">;
  readonly metadata: Map<string, string>;
  readonly samples: Sample[];
}

/**
 * Reads OpenMetrics 1.0 text (https://prometheus.io/docs/specs/om/open_metrics_spec). Throws `ExpositionFault` for what the
 * specification does not allow: partial or invalid expositions are erroneous in their entirety.
 */
export function parseOpenMetrics(text: string): readonly MetricFamily[] {
  if (text.includes("\r")) throw new ExpositionFault("a line ends with a carriage return");
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (lines.pop() !== "# EOF") throw new ExpositionFault("the last line is not # EOF");
  const families: Open[] = [];
  let current: Open | undefined;
  const open = (name: string, line: number): Open => {
    if (families.some((family) => family.name === name)) {
      throw new ExpositionFault(`the family ${name} is interleaved with others, or stands there twice`, line);
    }
    const family: Open = { name, type: "unknown", metadata: new Map(), samples: [] };
    families.push(family);
    return family;
  };
  for (const [index, source] of lines.entries()) {
    const line = index + 1;
    if (source.startsWith("#")) {
      const [, keyword = "", name = "", value = ""] =
        /^# (TYPE|HELP|UNIT) ([A-Za-z_:][\w:]*) ([^\n]*)$/.exec(source) ?? [];
      if (keyword === "") throw new ExpositionFault(`${JSON.stringify(source.slice(0, 40))} is no metadata`, line);
      if (current?.name !== name) current = open(name, line);
      else if (current.samples.length > 0)
        throw new ExpositionFault(`# ${keyword} ${name} comes after its samples`, line);
      addMetadata(current, keyword, value, line);
    } else {
      const sample = readSampleLine(source, line, dialect);
      if (current === undefined || !belongs(sample.name, current)) current = open(sample.name, line);
      current.samples.push(sample);
    }
  }
  refuseClashes(families);
  for (const family of families) {
    checkFamily(family);
    if (family.samples.length > 0 && family.type.endsWith("histogram")) checkHistogram(family, true);
  }
  return families.map(({ name, type, samples }) => ({ name, type, samples }));
}

function addMetadata(family: Open, keyword: string, value: string, line: number): void {
  const { name, metadata } = family;
  if (metadata.has(keyword)) throw new ExpositionFault(`# ${keyword} ${name} stands there twice`, line);
  metadata.set(keyword, value);
  if (keyword === "TYPE") {
    if (!Object.hasOwn(suffixes, value))
      throw new ExpositionFault(`# TYPE ${name} names the type ${JSON.stringify(value)}`, line);
    family.type = value as Open["type"];
  }
  const unit = metadata.get("UNIT") ?? "";
  if (unit !== "" && !name.endsWith(`_${unit}`)) {
    throw new ExpositionFault(`the unit ${unit} is not the last part of the name ${name}`, line);
  }
  if (unit !== "" && (family.type === "info" || family.type === "stateset")) {
    throw new ExpositionFault(`${name} is of type ${family.type}, and has a unit`, line);
  }
}

function belongs(sample: string, { name, type }: Open): boolean {
  return suffixes[type].some((suffix) => sample === `${name}${suffix}`);
}

/** No sample's name may be one that another family could have. */
function refuseClashes(families: readonly Open[]): void {
  const owners = new Map<string, string>();
  for (const { name, type } of families) {
    for (const taken of new Set([name, ...suffixes[type].map((suffix) => `${name}${suffix}`)])) {
      const owner = owners.get(taken);
      if (owner !== undefined)
        throw new ExpositionFault(`${name} and ${owner} may both have samples that are called ${taken}`);
      owners.set(taken, name);
    }
  }
}
