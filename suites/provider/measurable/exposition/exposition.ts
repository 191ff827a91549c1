/** The types of both formats; `untyped` is what Prometheus calls OpenMetrics' `unknown`. */
export type MetricType =
  | "counter"
  | "gauge"
  | "histogram"
  | "gaugehistogram"
  | "summary"
  | "stateset"
  | "info"
  | "unknown"
  | "untyped";

/** One line with a value. */
export interface Sample {
  /** With the suffix, as it stands there: `http_requests_total`. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** The value as it is written. */
  readonly text: string;
  /** In seconds. */
  readonly timestamp: number | undefined;
  readonly exemplar: Exemplar | undefined;
  /** The number of its line, from 1. */
  readonly line: number;
}

/** What an OpenMetrics sample refers to. */
export interface Exemplar {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Samples that belong together. */
export interface MetricFamily {
  /** Without suffixes in OpenMetrics: `http_requests`. */
  readonly name: string;
  readonly type: MetricType;
  readonly samples: readonly Sample[];
}

/** Something that the format does not allow; the message is a clause without a subject's capital letter. */
export class ExpositionFault extends Error {
  override readonly name = "ExpositionFault";
  /** From 1; undefined where it is about the whole. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/** The text of a label set without the named labels: equal for equal sets, whatever their order. */
export function labelKey(labels: ReadonlyMap<string, string>, ...without: readonly string[]): string {
  const pairs = [...labels].filter(([name, value]) => value !== "" && !without.includes(name));
  return JSON.stringify(pairs.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
