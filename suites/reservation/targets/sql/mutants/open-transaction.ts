import type { JobStore, Queryable } from "../../../../../docker/shop/jobs/store.ts";

/** A transaction that stays open, silent or not, until it is ended, or its worker is. */
export interface OpenTransaction extends Queryable {
  /** Commits. */
  end(): Promise<void>;
}

const silentSeconds = 3_600;

/** Begins one with its first query. */
export function openTransaction(store: JobStore<unknown>): OpenTransaction {
  const over = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<Queryable>();
  const ended = store.transaction(silentSeconds, (transaction) => {
    begun.resolve(transaction);
    return over.promise;
  });
  ended.catch(begun.reject);
  return {
    query: async (text, values) => (await begun.promise).query(text, values),
    end() {
      over.resolve();
      return ended;
    },
  };
}
