import type { Effect } from "../sql/effect.ts";
import { statementBytes } from "../wire/parts.ts";

/** What is committed by one statement, or by the end of an implicit transaction. */
export interface Committed {
  /** All statements of the transaction, one below the other. */
  readonly statement: string;
  /** False: it calls functions, of which nobody can know whether they write. */
  readonly certain: boolean;
  /**
   * What in the answer shows that it took effect: that it is an answer to COMMIT; that more than 0 rows were changed;
   * or that there was no error until its end.
   */
  readonly proof: "commit" | "rows" | "end";
}

/** The statements of a transaction that is not ended yet. */
export interface OpenWork {
  add(statement: string, effect: Effect): void;
  /** Ends it by COMMIT. */
  commit(): Committed;
  /** Ends it without a COMMIT; undefined where there was nothing to commit. */
  commitWrites(): Committed | undefined;
  forget(): void;
}

/** Begins with no statement. It remembers the first 64 Ki characters of them. */
export function createOpenWork(): OpenWork {
  let text = "";
  let writes = 0;
  let counted = 0;
  let calls = 0;
  const forget = () => {
    text = "";
    writes = 0;
    counted = 0;
    calls = 0;
  };
  const ended = (proof: Committed["proof"], certain: boolean): Committed => {
    const committed = { statement: text, certain, proof };
    forget();
    return committed;
  };
  return {
    add(statement, effect) {
      text = joinStatements(text, statement);
      if (effect === "write-rows") counted += 1;
      if (effect === "write" || effect === "define") writes += 1;
      if (effect === "call") calls += 1;
    },
    commit: () => ended("commit", true),
    commitWrites() {
      const certain = writes + counted > 0;
      if (certain) return ended(counted === 1 && writes + calls === 0 ? "rows" : "end", true);
      if (calls > 0) return ended("end", false);
      forget();
      return undefined;
    },
    forget,
  };
}

/** One text below another; its first 64 Ki characters. */
export function joinStatements(before: string, statement: string): string {
  return (before === "" ? statement : `${before};\n${statement}`).slice(0, statementBytes);
}

/** Several commits in one message are one: its answer is lost as a whole. */
export function joinCommits(first: Committed | undefined, second: Committed | undefined): Committed | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const proof = first.proof === "commit" || second.proof === "commit" ? "commit" : "end";
  return {
    statement: joinStatements(first.statement, second.statement),
    certain: first.certain || second.certain,
    proof,
  };
}
