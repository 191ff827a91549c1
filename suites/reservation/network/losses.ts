import { reasonOf } from "../../../contracts/index.ts";
import type { CommitChoice, CommitLoss } from "./fault-proxy.ts";
import type { FoundCommit } from "./follow/follower.ts";

/** A commit, or its answer, that is to be lost. */
export interface Loss {
  readonly what: "commit" | "answer";
  /** It is done. */
  done(statement: string): void;
  /** The commit that it was taken for did not take effect: it waits for the next one. */
  rearm(): void;
}

/** What is to be lost on any connection of a proxy. */
export interface Losses {
  arm(what: Loss["what"], choice: CommitChoice): Promise<CommitLoss>;
  /** A loss of this kind that is meant for a commit; it waits no longer. */
  take(what: Loss["what"], commit: FoundCommit): Loss | undefined;
  /** Nothing that waits can happen any more. */
  giveUp(because: string): void;
}

/** Makes a list without a loss. */
export function createLosses(): Losses {
  interface Armed extends Loss {
    readonly match: CommitChoice["match"];
    giveUp(because: string): void;
  }
  const armed = new Set<Armed>();

  /** A choice that throws ends the wait, and not the proxy. */
  const isChosen = (loss: Armed, { statement, certain }: FoundCommit): boolean => {
    if (loss.match === undefined) return certain;
    try {
      return loss.match(statement);
    } catch (error) {
      loss.giveUp(`the choice of a commit failed: ${reasonOf(error)}`);
      return false;
    }
  };

  return {
    arm(what, { match, signal }) {
      const settled = Promise.withResolvers<CommitLoss>();
      const abort = () => {
        if (armed.has(loss)) loss.giveUp("nobody waited any longer");
      };
      const end = (result: CommitLoss) => {
        armed.delete(loss);
        signal?.removeEventListener("abort", abort);
        settled.resolve(result);
      };
      const loss: Armed = {
        what,
        match,
        done: (statement) => end({ lost: true, statement }),
        giveUp: (because) => end({ lost: false, because }),
        rearm: () => {
          armed.add(loss);
          if (signal?.aborted === true) abort();
        },
      };
      signal?.addEventListener("abort", abort);
      loss.rearm();
      return settled.promise;
    },
    take(what, commit) {
      const loss = armed.values().find((one) => one.what === what && isChosen(one, commit));
      if (loss !== undefined) armed.delete(loss);
      return loss;
    },
    giveUp(because) {
      for (const loss of armed) loss.giveUp(because);
    },
  };
}
