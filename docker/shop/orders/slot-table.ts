import { seededSlot, seededSlots } from "../../../contracts/source/shop/seeds.ts";
import type { Queryable } from "../platform/database.ts";
import { writeInstant } from "./instant.ts";
import type { ShoppingMethod, Slot } from "./order.ts";

const columns = `id, method, starts_at AS "startsAt", capacity, available`;
const maximumListed = 100;

/** Nothing happens where the id is taken. */
export async function insertSlot(database: Queryable, slot: Slot): Promise<void> {
  const { id, method, startsAt, capacity, available } = slot;
  await database.query(
    `INSERT INTO slot (id, method, starts_at, capacity, available) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO NOTHING`,
    [id, method, startsAt, capacity, available],
  );
}

export async function findSlot(database: Queryable, id: string): Promise<Slot | undefined> {
  const { rows } = await database.query<SlotRow>(`SELECT ${columns} FROM slot WHERE id = $1`, [id]);
  return rows.map(toSlot)[0];
}

/** In the order of their start. */
export async function listSlots(database: Queryable, method: ShoppingMethod | undefined): Promise<readonly Slot[]> {
  const { rows } = await database.query<SlotRow>(
    `SELECT ${columns} FROM slot WHERE $1::text IS NULL OR method = $1 ORDER BY starts_at, id LIMIT $2`,
    [method ?? null, maximumListed],
  );
  return rows.map(toSlot);
}

/** Takes a place, as long as there is one: the row's lock lets one order after the other decide. False: there is none. */
export async function takePlace(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    "UPDATE slot SET available = available - 1 WHERE id = $1 AND available > 0",
    [id],
  );
  return rowCount === 1;
}

export async function freePlace(database: Queryable, id: string): Promise<void> {
  await database.query("UPDATE slot SET available = available + 1 WHERE id = $1", [id]);
}

/** Removes a slot whose places are all free. False: there is none such. */
export async function deleteFreeSlot(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query("DELETE FROM slot WHERE id = $1 AND available = capacity", [id]);
  return rowCount === 1;
}

/** The demo's slots, one for each shopping method. */
export async function seedSlots(database: Queryable): Promise<void> {
  for (const [method, id] of Object.entries(seededSlots) as [ShoppingMethod, string][]) {
    await insertSlot(database, { id, method, ...seededSlot, available: seededSlot.capacity });
  }
}

type SlotRow = Omit<Slot, "startsAt"> & { readonly startsAt: Date };

function toSlot(row: SlotRow): Slot {
  return { ...row, startsAt: writeInstant(row.startsAt) };
}
