import { ExpositionFault, labelKey, type MetricFamily, type Sample } from "./exposition.ts";
import { metricKey } from "./metric-key.ts";
import { readNumber } from "./sample-line.ts";

/** OpenMetrics 1.0, "Exemplars": names and values together, in code points. */
const maxExemplarLength = 128;

/** Holds a family against the rules of its type and of grouping. Throws `ExpositionFault`. */
export function checkFamily(family: MetricFamily): void {
  const points = new Set<string>();
  const closed = new Set<string>();
  let previous: Sample | undefined;
  for (const sample of family.samples) {
    checkSample(family, sample);
    const key = metricKey(family, sample);
    if (previous !== undefined && metricKey(family, previous) !== key) closed.add(metricKey(family, previous));
    if (closed.has(key))
      throw new ExpositionFault(`the samples of one metric of ${family.name} do not stand together`, sample.line);
    // Several points of one time are allowed, as the reference parsers have it.
    const point = `${sample.name}${labelKey(sample.labels)}`;
    if (sample.timestamp === undefined && points.has(point)) {
      throw new ExpositionFault(`${sample.name} stands there twice with the same labels`, sample.line);
    }
    points.add(point);
    if (previous !== undefined && metricKey(family, previous) === key) checkTimes(previous, sample);
    previous = sample;
  }
}

/** Points of one metric have times that grow, all or none of them. */
function checkTimes(previous: Sample, sample: Sample): void {
  const [before, after] = [previous.timestamp, sample.timestamp];
  const isMixed = (before === undefined) !== (after === undefined);
  if (isMixed || (before !== undefined && after !== undefined && after < before)) {
    throw new ExpositionFault(`the timestamps of ${sample.name} do not grow`, sample.line);
  }
}

function checkSample({ name, type }: MetricFamily, sample: Sample): void {
  const { labels, value, text, line, exemplar } = sample;
  const fault = (message: string) => new ExpositionFault(`${sample.name} ${message}`, line);
  const suffix = sample.name.slice(name.length);
  const isCount =
    ["_total", "_bucket", "_count", "_gcount"].includes(suffix) || (suffix === "_sum" && type === "summary");
  if (isCount && !(value >= 0)) throw fault(`has the value ${text}`);
  const isWhole = ["_bucket", "_count", "_gcount"].includes(suffix) && type !== "counter";
  if (isWhole && !(Number.isInteger(value) || value === Number.POSITIVE_INFINITY)) throw fault(`has the value ${text}`);
  if (type === "info" && value !== 1) throw fault("is an info, and its value is not 1");
  if (type === "stateset" && !(value === 0 || value === 1)) throw fault("is a state, and its value is neither 0 nor 1");
  if (type === "stateset" && !labels.has(name)) throw fault(`is a state without the label ${name}`);
  if (suffix === "_bucket" && !labels.has("le")) throw fault("has no label le");
  if (type === "summary" && suffix === "") {
    const quantile = readNumber(labels.get("quantile") ?? "");
    if (quantile === undefined || !(quantile >= 0 && quantile <= 1)) throw fault("has no quantile between 0 and 1");
    if (value < 0) throw fault(`has the value ${text}`);
  }
  if (exemplar === undefined) return;
  const mayHave = suffix === "_total" || suffix === "_bucket";
  if (!mayHave) throw fault("may not have an exemplar");
  const length = [...exemplar.labels].reduce((sum, [key, one]) => sum + [...key].length + [...one].length, 0);
  if (length > maxExemplarLength) throw fault(`has an exemplar of ${length} characters`);
}
