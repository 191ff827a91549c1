import { type Effect, effectOf } from "../sql/effect.ts";
import { splitStatements } from "../sql/split.ts";
import { type Committed, createOpenWork, joinCommits } from "./transaction.ts";

/** What a command commits, and which of its statements does so first, counted from 1. */
export interface MysqlCommitted extends Committed {
  readonly position: number;
}

/** What a session of MySQL is about to commit, told from what the worker sends, before the server has answered. */
export interface MysqlSession {
  /** The statements of one command, queried or executed. */
  run(text: string): MysqlCommitted | undefined;
  /** The server has answered everything, and says where the session stands. */
  settle(session: { readonly inTransaction: boolean; readonly autocommit: boolean }): void;
}

/** Begins outside of a transaction, and with autocommit. */
export function createMysqlSession(): MysqlSession {
  const work = createOpenWork();
  let open = false;
  let autocommit = true;

  const run = (statement: string, effect: Effect): Committed | undefined => {
    const wasOpen = open;
    work.add(statement, effect);
    switch (effect) {
      case "begin":
        open = true;
        // A second BEGIN commits the first transaction.
        return wasOpen ? work.commit() : undefined;
      case "commit":
        open = false;
        return wasOpen ? work.commit() : work.commitWrites();
      case "commit-chain":
        return wasOpen ? work.commit() : work.commitWrites();
      case "rollback":
      case "rollback-chain":
        open = effect === "rollback-chain" && wasOpen;
        work.forget();
        return undefined;
      case "autocommit-on":
        autocommit = true;
        open = false;
        return wasOpen ? work.commit() : undefined;
      case "autocommit-off":
        autocommit = false;
        if (!wasOpen) work.forget();
        return undefined;
      case "define":
        // What defines commits what was open as well.
        open = false;
        return work.commitWrites();
      default:
        if (!wasOpen && autocommit) return work.commitWrites();
        open = true;
        return undefined;
    }
  };

  return {
    run(text) {
      let committed: Committed | undefined;
      let position = 0;
      for (const [index, statement] of splitStatements(text, "mysql").entries()) {
        const now = run(statement.text, effectOf(statement, "mysql"));
        if (committed === undefined && now !== undefined) position = index + 1;
        committed = joinCommits(committed, now);
      }
      return committed && { ...committed, position };
    },
    settle(session) {
      open = session.inTransaction;
      autocommit = session.autocommit;
      if (!open) work.forget();
    },
  };
}
