import type { Queryable } from "../platform/database.ts";
import type { Migration } from "../platform/migrate.ts";
import type { Cart } from "./cart.ts";

export const migrations: readonly Migration[] = [
  {
    name: "carts-1",
    sql: `CREATE TABLE cart (id uuid PRIMARY KEY, owner text NOT NULL, customer_id uuid NOT NULL);
    CREATE TABLE cart_item (
      cart_id uuid REFERENCES cart (id) ON DELETE CASCADE,
      sku text COLLATE "C",
      quantity smallint NOT NULL CHECK (quantity > 0),
      price_centimes integer NOT NULL,
      PRIMARY KEY (cart_id, sku)
    )`,
  },
];

export async function insertCart(database: Queryable, cart: Pick<Cart, "id" | "owner" | "customerId">): Promise<void> {
  const { id, owner, customerId } = cart;
  await database.query("INSERT INTO cart (id, owner, customer_id) VALUES ($1, $2, $3)", [id, owner, customerId]);
}

/** With its items, in the order of their sku. */
export async function findCart(database: Queryable, id: string): Promise<Cart | undefined> {
  const { rows } = await database.query<Omit<Cart, "totalCentimes">>(
    `SELECT id, owner, customer_id AS "customerId", coalesce(
       (SELECT json_agg(json_build_object('sku', sku, 'quantity', quantity, 'priceCentimes', price_centimes) ORDER BY sku)
        FROM cart_item WHERE cart_id = cart.id), '[]') AS items
     FROM cart WHERE id = $1`,
    [id],
  );
  const [cart] = rows;
  if (cart === undefined) return undefined;
  const totalCentimes = cart.items.reduce((sum, { quantity, priceCentimes }) => sum + quantity * priceCentimes, 0);
  return { ...cart, totalCentimes };
}

/** Until the transaction ends nobody else changes this cart. */
export async function lockCart(database: Queryable, id: string): Promise<void> {
  await database.query("SELECT FROM cart WHERE id = $1 FOR UPDATE", [id]);
}

export async function putItem(database: Queryable, cartId: string, item: Cart["items"][number]): Promise<void> {
  await database.query(
    `INSERT INTO cart_item (cart_id, sku, quantity, price_centimes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (cart_id, sku) DO UPDATE SET quantity = EXCLUDED.quantity, price_centimes = EXCLUDED.price_centimes`,
    [cartId, item.sku, item.quantity, item.priceCentimes],
  );
}

export async function deleteItem(database: Queryable, cartId: string, sku: string): Promise<void> {
  await database.query("DELETE FROM cart_item WHERE cart_id = $1 AND sku = $2", [cartId, sku]);
}

/** False: there was none. */
export async function deleteCart(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query("DELETE FROM cart WHERE id = $1", [id]);
  return rowCount === 1;
}

export async function countCarts(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>("SELECT count(*)::integer AS count FROM cart");
  return rows[0]?.count ?? 0;
}
