import type { Queryable } from "../platform/database.ts";
import { writeInstant } from "./instant.ts";
import type { RetailerOrder } from "./order.ts";

const columns = `id, sent_at AS "sentAt", fencing_token::float AS "fencingToken", order_ids AS "orderIds", items`;
const maximumListed = 100;

/** By what a retailer order cannot come into being twice. */
export interface Occasion {
  readonly job: string;
  readonly slot: Date;
  readonly milestone: string;
}

export async function insertRetailerOrder(
  database: Queryable,
  order: Omit<RetailerOrder, "sentAt">,
  { job, slot, milestone }: Occasion,
): Promise<void> {
  const { id, fencingToken, orderIds, items } = order;
  await database.query(
    `INSERT INTO retailer_order (id, job, slot, milestone, sent_at, fencing_token, order_ids, items)
     VALUES ($1, $2, $3, $4, now(), $5, $6, $7)`,
    [id, job, slot, milestone, fencingToken, orderIds, JSON.stringify(items)],
  );
}

/** Those that hold an order. */
export async function listRetailerOrders(database: Queryable, orderId: string): Promise<readonly RetailerOrder[]> {
  const { rows } = await database.query<RetailerOrderRow>(
    `SELECT ${columns} FROM retailer_order WHERE order_ids @> ARRAY[$1::uuid] ORDER BY sent_at, id LIMIT $2`,
    [orderId, maximumListed],
  );
  return rows.map(toRetailerOrder);
}

export async function findRetailerOrder(database: Queryable, id: string): Promise<RetailerOrder | undefined> {
  const { rows } = await database.query<RetailerOrderRow>(`SELECT ${columns} FROM retailer_order WHERE id = $1`, [id]);
  return rows.map(toRetailerOrder)[0];
}

/** False: there was none. */
export async function deleteRetailerOrder(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query("DELETE FROM retailer_order WHERE id = $1", [id]);
  return rowCount === 1;
}

/** Takes an order out of the retailer order that holds it; one that holds no other order is removed. */
export async function forgetOrder(database: Queryable, orderId: string): Promise<void> {
  await database.query("DELETE FROM retailer_order WHERE order_ids = ARRAY[$1::uuid]", [orderId]);
  await database.query(
    "UPDATE retailer_order SET order_ids = array_remove(order_ids, $1) WHERE order_ids @> ARRAY[$1::uuid]",
    [orderId],
  );
}

type RetailerOrderRow = Omit<RetailerOrder, "sentAt"> & { readonly sentAt: Date };

function toRetailerOrder(row: RetailerOrderRow): RetailerOrder {
  return { ...row, sentAt: writeInstant(row.sentAt) };
}
