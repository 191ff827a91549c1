import { ExpositionFault, type Sample } from "./exposition.ts";

/** How the two formats write a sample. */
export interface Dialect {
  /** What may stand between the parts of a line. */
  readonly blank: RegExp;
  readonly metricName: RegExp;
  /** Reads a value; undefined for what is none. */
  readonly number: (text: string) => number | undefined;
  /** Reads a timestamp in seconds; undefined for what is none. */
  readonly timestamp: (text: string) => number | undefined;
  /** Whether a comma may follow the last label. */
  readonly trailingComma: boolean;
  readonly exemplars: boolean;
}

const real = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notFinite: Readonly<Record<string, number>> = { inf: Infinity, infinity: Infinity, nan: Number.NaN };

/** A number as OpenMetrics writes it, also `NaN` and `+Inf` in any case. */
export function readNumber(text: string): number | undefined {
  if (real.test(text)) return Number(text);
  const [, sign, word = ""] = /^([+-]?)([a-z]+)$/i.exec(text) ?? [];
  const value = notFinite[word.toLowerCase()];
  return value === undefined || (sign !== "" && Number.isNaN(value)) ? undefined : sign === "-" ? -value : value;
}

/** A timestamp in seconds: a number that is finite. */
export function readSeconds(text: string): number | undefined {
  return real.test(text) ? Number(text) : undefined;
}

/** Reads a sample's line. Throws `ExpositionFault`. */
export function readSampleLine(source: string, line: number, dialect: Dialect): Sample {
  const fault = (message: string) => new ExpositionFault(message, line);
  let rest = source;
  const take = (pattern: RegExp): string | undefined => {
    const [found] = pattern.exec(rest) ?? [];
    if (found !== undefined) rest = rest.slice(found.length);
    return found;
  };
  const word = () => take(/^[^ \t]+/) ?? "";
  const need = (pattern: RegExp, what: string) => {
    if (take(pattern) === undefined) throw fault(`${what} is expected before ${JSON.stringify(rest.slice(0, 20))}`);
  };

  function labels(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    if (take(/^\{/) === undefined) return found;
    const gap = dialect.trailingComma ? /^[ \t]*/ : /^/;
    take(gap);
    while (take(/^\}/) === undefined) {
      const name = take(/^[A-Za-z_]\w*/);
      if (name === undefined) throw fault(`a label's name is expected before ${JSON.stringify(rest.slice(0, 20))}`);
      if (found.has(name)) throw fault(`the label ${name} stands there twice`);
      take(gap);
      need(/^=/, "=");
      take(gap);
      need(/^"/, "a quoted label value");
      found.set(name, unescaped(take(/^(?:[^"\\\n]|\\[^\n])*(?=")/) ?? noValue()));
      take(/^"/);
      take(gap);
      const comma = take(/^,/);
      take(gap);
      const isEnd = rest.startsWith("}");
      if (comma === undefined && !isEnd) throw fault("a comma is missing between labels");
      if (comma !== undefined && isEnd && !dialect.trailingComma) throw fault("a comma follows the last label");
    }
    return found;
  }
  const noValue = (): never => {
    throw fault("a label's value does not end");
  };
  function value(what: string, read: (text: string) => number | undefined): { text: string; value: number } {
    const text = word();
    const number = read(text);
    if (number === undefined) throw fault(`${what} is expected instead of ${JSON.stringify(text)}`);
    return { text, value: number };
  }

  const name = take(dialect.metricName);
  if (name === undefined) throw fault(`a metric's name is expected before ${JSON.stringify(rest.slice(0, 20))}`);
  if (dialect.trailingComma) take(/^[ \t]*(?=\{)/);
  const own = labels();
  // Prometheus lets a value follow the labels without a blank.
  if (take(dialect.blank) === undefined && !(dialect.trailingComma && own.size > 0))
    throw fault("a blank is missing before the value");
  const { text, value: measured } = value("a number", dialect.number);
  let timestamp: number | undefined;
  if (/^[ \t]+[^# \t]/.test(rest)) {
    need(dialect.blank, "one blank");
    timestamp = value("a timestamp", dialect.timestamp).value;
  }
  let exemplar: Sample["exemplar"];
  if (dialect.exemplars && take(/^ # (?=\{)/) !== undefined) {
    const named = labels();
    need(/^ /, "a blank");
    exemplar = { labels: named, value: value("an exemplar's number", dialect.number).value };
    if (take(/^ /) !== undefined) value("an exemplar's timestamp", dialect.timestamp);
  }
  if (dialect.trailingComma) take(/^[ \t]+$/);
  if (rest !== "") throw fault(`${JSON.stringify(rest.slice(0, 20))} follows the sample`);
  return { name, labels: own, value: measured, text, timestamp, exemplar, line };
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(n|"|\\)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
}
