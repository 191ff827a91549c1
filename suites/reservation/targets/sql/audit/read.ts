import { openStore } from "../store.ts";
import type { AuditRow } from "./row.ts";

/** Reading waits for a server that is slow, or comes back; no job is at stake any more. */
const timeToLiveSeconds = 15;

/** The transitions of all jobs of a schema, in the order of their serial numbers. */
export async function auditOf(options: { databaseUrl: string; schema: string }): Promise<readonly AuditRow[]> {
  const { databaseUrl: url, schema } = options;
  const { store, close } = await openStore({ url, schema, timeToLiveSeconds });
  try {
    const { rows } = await store.query<WrittenRow>(
      `SELECT serial, job, state, token, worker, slot, at FROM ${store.tables.job}_audit ORDER BY serial`,
      {},
    );
    return rows.map(({ serial, token, slot, at, ...row }) => ({
      ...row,
      serial: Number(serial),
      token: Number(token),
      slot: slot.toISOString(),
      at: at.toISOString(),
    }));
  } finally {
    await close();
  }
}

interface WrittenRow extends Pick<AuditRow, "job" | "state" | "worker"> {
  /** Text or number, as the driver has it. */
  readonly serial: string | number;
  readonly token: string | number;
  readonly slot: Date;
  readonly at: Date;
}
