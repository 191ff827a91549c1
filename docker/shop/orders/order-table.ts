import type { Queryable } from "../platform/database.ts";
import { writeInstant } from "./instant.ts";
import type { Order } from "./order.ts";

const columns = `id, owner, customer_id AS "customerId", method, slot_id AS "slotId", items,
  goods_centimes::float AS "goodsCentimes", fee_centimes::float AS "feeCentimes",
  total_centimes::float AS "totalCentimes", state, placed_at AS "placedAt"`;

export async function insertOrder(database: Queryable, order: Order): Promise<void> {
  const { id, owner, customerId, method, slotId, items, goodsCentimes, feeCentimes, totalCentimes, state } = order;
  await database.query(
    `INSERT INTO customer_order (id, owner, customer_id, method, slot_id, items, goods_centimes, fee_centimes,
       total_centimes, state, placed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, owner, customerId, method, slotId, JSON.stringify(items), goodsCentimes, feeCentimes, totalCentimes],
      ...[state, order.placedAt],
    ],
  );
}

export async function findOrder(database: Queryable, id: string): Promise<Order | undefined> {
  const { rows } = await database.query<OrderRow>(`SELECT ${columns} FROM customer_order WHERE id = $1`, [id]);
  return rows.map(toOrder)[0];
}

/** Until the transaction ends, nobody else changes the order, and the job does not send it. */
export async function lockOrder(database: Queryable, id: string): Promise<void> {
  await database.query("SELECT FROM customer_order WHERE id = $1 FOR UPDATE", [id]);
}

/** The oldest confirmed orders, locked; those that somebody is just changing are left for the next time. */
export async function lockConfirmedOrders(database: Queryable, limit: number): Promise<readonly Order[]> {
  const { rows } = await database.query<OrderRow>(
    `SELECT ${columns} FROM customer_order WHERE state = 'confirmed' ORDER BY placed_at, id LIMIT $1
     FOR UPDATE SKIP LOCKED`,
    [limit],
  );
  return rows.map(toOrder);
}

export async function setState(database: Queryable, ids: readonly string[], state: Order["state"]): Promise<void> {
  await database.query("UPDATE customer_order SET state = $2 WHERE id = ANY ($1)", [ids, state]);
}

export async function deleteOrder(database: Queryable, id: string): Promise<void> {
  await database.query("DELETE FROM customer_order WHERE id = $1", [id]);
}

type OrderRow = Omit<Order, "placedAt"> & { readonly placedAt: Date };

function toOrder(row: OrderRow): Order {
  return { ...row, placedAt: writeInstant(row.placedAt) };
}
