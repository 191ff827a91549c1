/** What the command line asks of a part. */
export interface PartOptions {
  /** `--vectors`: NDJSON files of `{ left, right, contained }`. */
  readonly vectors: readonly string[];
  /** `--limit`: how many documents or pairs at most. */
  readonly limit?: number;
  /** `--seed`, which draws the sample of `--limit`. */
  readonly seed: number;
  /** `--jobs`: worker processes. */
  readonly jobs: number;
  /** `--service`: these only of the public services. */
  readonly services: readonly string[];
  /** Tells a person how far it is; nothing of it is a result. */
  readonly progress: (sentence: string) => void;
}

/** One thing that is measured: `npm run bench -- NAME`. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** Resolves to what is printed and written into the README; throws where something could not be measured. */
  readonly run: (options: PartOptions) => Promise<PartResult>;
}

/** The outcome of a part, in the order in which it is shown. */
export interface PartResult {
  readonly tables: readonly Table[];
  /** Whole sentences under the tables: goals kept or missed, what was measured how. */
  readonly notes: readonly string[];
}

/** A table; every row has as many cells as there are columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
