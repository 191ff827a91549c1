import { createClusterClock } from "./cluster-clock.ts";
import { askGateway, type KeyValue, transactionAnswerSchema } from "./gateway.ts";
import type { Transaction } from "./transaction.ts";
import { createTurns } from "./turns.ts";

/** How many times its patience a node that gave no answer is passed over for. */
const passedOverPatiences = 2;

/** What became of a transaction. */
export interface TransactionAnswer {
  /** True where every condition was true. */
  readonly succeeded: boolean;
  /** Of the store when the transaction was done; where it wrote, the revision of what it wrote. */
  readonly revision: number;
  /** By operation: the keys that it read; none where it wrote. */
  readonly found: readonly (readonly KeyValue[])[];
  /** True where an attempt before this answer got none: it may have taken effect as well, or still will. */
  readonly retried: boolean;
}

/** A client of all nodes of a cluster. */
export interface EtcdClient {
  /**
   * Does a transaction on the node whose turn it is; `repeatable`: on the next one where it gives no answer. Only a read,
   * or a write that may take effect twice, is repeatable. Rejects when there is no answer: the outcome is unknown.
   */
  transact(transaction: Transaction, kind: "once" | "repeatable"): Promise<TransactionAnswer>;
  /** The cluster's time in milliseconds since the epoch, once a node has answered. */
  now(): number;
}

/**
 * Takes nodes in turn, one operation each, since the cluster has to keep its promises whichever node is asked.
 * `patienceMilliseconds` is what an operation may take altogether, repetitions included.
 */
export function createEtcdClient(options: {
  readonly endpoints: readonly string[];
  readonly patienceMilliseconds: number;
}): EtcdClient {
  const { endpoints, patienceMilliseconds } = options;
  const clock = createClusterClock();
  const turns = createTurns(endpoints, passedOverPatiences * patienceMilliseconds);

  async function attempt(transaction: Transaction, milliseconds: number): Promise<Omit<TransactionAnswer, "retried">> {
    const endpoint = turns.next();
    const { body, date } = await askGateway(endpoint, "/v3/kv/txn", transaction, milliseconds).catch(
      (error: unknown) => {
        turns.silent(endpoint);
        throw error;
      },
    );
    clock.learn(endpoint, date);
    const { header, succeeded, responses } = transactionAnswerSchema.parse(body);
    return {
      succeeded,
      revision: header.revision,
      found: responses.map(({ response_range }) => response_range?.kvs ?? []),
    };
  }

  return {
    async transact(transaction, kind) {
      // With a single node too: a connection may hang that the next attempt does not use.
      const attempts = kind === "repeatable" ? Math.max(2, endpoints.length) : 1;
      const milliseconds = Math.floor(patienceMilliseconds / attempts);
      for (let left = attempts - 1; ; left--) {
        try {
          return { ...(await attempt(transaction, milliseconds)), retried: left < attempts - 1 };
        } catch (error) {
          if (left === 0) throw error;
        }
      }
    },
    now: () => clock.now(),
  };
}
