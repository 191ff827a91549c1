import { type Effect, effectOf } from "../sql/effect.ts";
import { splitStatements } from "../sql/split.ts";
import { type Committed, createOpenWork, joinCommits } from "./transaction.ts";

/** What a session of PostgreSQL is about to commit, told from what the worker sends, before the server has answered. */
export interface PostgresSession {
  /** A simple query: all its statements, and the end of their implicit transaction. */
  query(text: string): Committed | undefined;
  /** A statement that is executed by the extended protocol. */
  execute(text: string): Committed | undefined;
  /** The end of the implicit transaction of the extended protocol. */
  sync(): Committed | undefined;
  /** The server has answered everything, and says where the session stands. */
  settle(status: "I" | "T" | "E"): void;
}

/** Begins outside of a transaction. */
export function createPostgresSession(): PostgresSession {
  const work = createOpenWork();
  let block: "none" | "open" | "failed" = "none";

  const run = (statement: string, effect: Effect): Committed | undefined => {
    work.add(statement, effect);
    switch (effect) {
      case "begin":
        block = "open";
        return undefined;
      case "commit":
      case "commit-chain": {
        const before = block;
        block = effect === "commit" ? "none" : block;
        if (before === "open") return work.commit();
        if (before === "none") return work.commitWrites();
        // In a transaction that failed, COMMIT is a ROLLBACK.
        work.forget();
        return undefined;
      }
      case "rollback":
      case "rollback-chain":
        block = effect === "rollback" || block === "none" ? "none" : "open";
        work.forget();
        return undefined;
      case "prepare":
        block = "none";
        work.forget();
        return undefined;
      default:
        return undefined;
    }
  };
  const execute = (text: string) =>
    splitStatements(text, "postgres").reduce<Committed | undefined>(
      (committed, statement) => joinCommits(committed, run(statement.text, effectOf(statement, "postgres"))),
      undefined,
    );
  const sync = () => (block === "none" ? work.commitWrites() : undefined);

  return {
    query: (text) => joinCommits(execute(text), sync()),
    execute,
    sync,
    settle(status) {
      block = status === "I" ? "none" : status === "T" ? "open" : "failed";
      if (status === "I") work.forget();
    },
  };
}
