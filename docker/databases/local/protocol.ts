import type { DatabaseName } from "../database.ts";

/** The servers of one database; a standby is there where it was asked for. */
export type ServerRole = "primary" | "standby";

/** What a server can be made to do. */
export type ServerAction = "pause" | "resume" | "restart" | "kill";

/** What a keeper is told, one line of JSON each. The first one starts the servers. */
export type KeeperOrder =
  | { readonly id: number; readonly database: DatabaseName; readonly password: string; readonly standby: boolean }
  | { readonly id: number; readonly server: ServerRole; readonly action: ServerAction };

/** What it answers when an order is done, or failed; the first one with the port of each server. */
export interface KeeperAnswer {
  readonly id: number;
  readonly ports?: Partial<Record<ServerRole, number>>;
  readonly error?: string;
}
