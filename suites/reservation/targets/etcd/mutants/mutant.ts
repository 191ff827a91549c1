import type { Mutant } from "../../reference/mutant.ts";
import type { EtcdClient } from "../client.ts";

/** The reference protocol on etcd with one thing wrong. */
export type EtcdMutant = Mutant<{
  readonly etcd: EtcdClient;
  readonly endpoints: readonly string[];
  /** What the keys begin with. */
  readonly prefix: string;
}>;
