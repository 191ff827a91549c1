import { type Cut, cuts } from "../../../docker/index.ts";
import { startEtcdStore } from "./etcd-store.ts";
import { startPostgresStore } from "./postgres-store.ts";
import type { SiteStore } from "./store.ts";

/** How a target's store stands in two data centres. */
export interface SiteTopology {
  /** The target's name. */
  readonly target: string;
  readonly cuts: readonly Cut[];
  /** True where one store goes through several cuts; false where a cut leaves it changed for good. */
  readonly reusable: boolean;
  /** What it cannot keep by its nature, and why: a sentence for the reader of a failure; undefined: nothing. */
  readonly weakness: string | undefined;
  start(seed: number, signal: AbortSignal): Promise<SiteStore>;
}

/** For each target that can be verified so. */
export const siteTopologies: readonly SiteTopology[] = [
  { target: "etcd", cuts, reusable: true, weakness: undefined, start: startEtcdStore },
  {
    target: "sql",
    cuts: cuts.filter(({ name }) => name === "dc1-alone"),
    reusable: false,
    weakness:
      "PostgreSQL replicates asynchronously: the standby is promoted without what it had not received, and the old primary goes on for whoever reaches it; so a lease, its token and what was done under it are lost, or given twice. A store in which a majority agrees to each write does not have this",
    start: startPostgresStore,
  },
];
