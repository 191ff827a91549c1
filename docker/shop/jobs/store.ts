/** Values of the named parameters in a statement's text: `:token`. */
export type Values = Readonly<Record<string, unknown>>;

/** New values of columns, as SQL expressions. */
export type Changes = Readonly<Record<string, string>>;

/** A row of the job table that was locked and changed. */
export interface Seized {
  readonly name: string;
  readonly token: number;
  readonly slot: Date;
}

/** What a statement came to. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Rows that a change found, also where their values were the new ones already. */
  readonly matched: number;
}

/** Takes statements. Rejects where one was refused, and where its answer did not come: then nobody knows what it did. */
export interface Queryable {
  query<Row>(text: string, values: Values): Promise<Answer<Row>>;
}

/** A transaction, for the protocol and for the action inside it. */
export interface Transaction<Client> extends Queryable {
  /** The driver's own connection. */
  readonly client: Client;
}

/** How one database says what another one says in other words. */
export interface Dialect {
  /** Now, on the database's clock, at the moment of reading: not when the statement or its transaction began. */
  readonly clock: string;
  /** The moment so many seconds after another one. */
  after(moment: string, seconds: string): string;
  /** The newest slot that is due at a moment: a multiple of so many seconds since the epoch. */
  due(moment: string, everySeconds: string): string;
  /** A column of JSON, as its text. */
  jsonText(column: string): string;
}

/** A database that keeps jobs: what the protocol needs of it. Each statement outside a transaction is one of its own. */
export interface JobStore<Client> extends Queryable {
  readonly dialect: Dialect;
  /** Names, as they stand in a statement. */
  readonly tables: { readonly job: string; readonly milestone: string };
  /** Makes the tables; may be repeated, also by several at the same time. */
  migrate(): Promise<void>;
  /** Makes the job's row where there is none. */
  add(name: string): Promise<void>;
  /**
   * Finds rows of the job table that nobody has locked, locks and changes them, as one, and waits for nobody. The
   * expressions see the row as it was, and `instant`: the database's clock, read once.
   */
  seize(where: string, changes: Changes, values: Values): Promise<readonly Seized[]>;
  /** All or nothing. The server ends it when it hears nothing for so many seconds, or loses the connection. */
  transaction<T>(silentSeconds: number, body: (transaction: Transaction<Client>) => Promise<T>): Promise<T>;
}

/** The text with a mark for each named parameter, in the driver's form, and the values in that order. */
export function bind(
  text: string,
  values: Values,
  mark: (place: number) => string,
): { readonly text: string; readonly values: unknown[] } {
  const bound: unknown[] = [];
  const marked = text.replaceAll(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`the parameter ${name} has no value`);
    bound.push(values[name]);
    return mark(bound.length);
  });
  return { text: marked, values: bound };
}
