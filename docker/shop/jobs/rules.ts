import type { Changes, Dialect } from "./store.ts";

/** What the protocol decides, in SQL on a row of the job table; `instant` is the database's clock, read once. */
export interface Rules {
  /** A run that is taken from its owner. */
  readonly expired: string;
  /** What becomes of its row. */
  readonly cleaned: Changes;
  /** A job that may be reserved. */
  readonly free: string;
  /** What becomes of its row. */
  readonly taken: Changes;
  /** The row of a run, as long as it has its owner. */
  readonly owned: string;
  /** What a sign of life writes. */
  readonly alive: Changes;
}

/** The rules in a database's words. */
export function rulesIn({ clock, after, due }: Dialect): Rules {
  const dueSlot = due("instant", ":everySeconds");
  return {
    expired: "state = 'running' AND least(alive_until, deadline) < instant",
    cleaned: { state: "'abandoned'" },
    free: `state = 'abandoned' OR state = 'settled' AND (slot IS NULL OR slot < ${dueSlot})`,
    taken: {
      state: "'running'",
      token: "token + 1",
      worker: ":worker",
      // What a run left is done before anything new.
      slot: `CASE state WHEN 'abandoned' THEN slot ELSE ${dueSlot} END`,
      reserved_at: "instant",
      alive_until: after("instant", ":timeToLiveSeconds"),
      deadline: after("instant", ":timeoutSeconds"),
    },
    owned: "name = :name AND token = :token AND state = 'running'",
    // The row may have been waited for: until now, not until the statement began.
    alive: { alive_until: after(clock, ":timeToLiveSeconds") },
  };
}

/** As it stands after SET. */
export function assignments(changes: Changes): string {
  return Object.entries(changes)
    .map(([column, expression]) => `${column} = ${expression}`)
    .join(", ");
}
