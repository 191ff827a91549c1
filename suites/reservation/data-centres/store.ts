import type { Random } from "../../../contracts/index.ts";
import type { Address, Cut, Route, SiteName, WideArea } from "../../../docker/index.ts";

/** A store whose servers stand in several sites. */
export interface SiteStore {
  /** For the history: name, version, and how it was started. */
  readonly title: string;
  readonly wideArea: WideArea;
  /** The ways that a worker of a site has to the store; each is asked for its end whenever it is taken. */
  waysFrom(site: SiteName): readonly Way[];
  /** The store's URL, by way of these addresses, in the order of the ways. */
  url(addresses: readonly Address[]): string;
  /** Returns when all sites serve; draws how they stand to each other. */
  prepare(random: Random, signal: AbortSignal): Promise<void>;
  /** Resolves when the server of a site does what takes a majority; rejects when it does not in time. */
  agrees(site: SiteName, timeoutMilliseconds: number): Promise<void>;
  /** What an operator does when a cut is there. */
  respond(cut: Cut, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** How a worker comes to one of the store's servers. */
export type Way = () => Route;
