import { seededProducts } from "../../../contracts/source/shop/seeds.ts";
import type { Queryable } from "../platform/database.ts";
import type { Migration } from "../platform/migrate.ts";
import type { Product } from "./product.ts";

export const migrations: readonly Migration[] = [
  {
    name: "products-1",
    sql: `CREATE TABLE product (
      sku text PRIMARY KEY,
      name text NOT NULL,
      price_centimes integer NOT NULL CHECK (price_centimes > 0),
      perishable boolean NOT NULL,
      minimum_age smallint NOT NULL,
      sold boolean NOT NULL,
      maximum_quantity smallint NOT NULL CHECK (maximum_quantity > 0)
    )`,
  },
];

const columns = `sku, name, price_centimes AS "priceCentimes", perishable, minimum_age AS "minimumAge", sold,
  maximum_quantity AS "maximumQuantity"`;

/** Inserts or replaces; true: it was new. */
export async function putProduct(database: Queryable, product: Product): Promise<boolean> {
  const { sku, name, priceCentimes, perishable, minimumAge, sold, maximumQuantity } = product;
  const { rows } = await database.query<{ isNew: boolean }>(
    `INSERT INTO product (sku, name, price_centimes, perishable, minimum_age, sold, maximum_quantity)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (sku) DO UPDATE SET
       name = EXCLUDED.name, price_centimes = EXCLUDED.price_centimes, perishable = EXCLUDED.perishable,
       minimum_age = EXCLUDED.minimum_age, sold = EXCLUDED.sold, maximum_quantity = EXCLUDED.maximum_quantity
     RETURNING xmax = 0 AS "isNew"`,
    [sku, name, priceCentimes, perishable, minimumAge, sold, maximumQuantity],
  );
  return rows[0]?.isNew === true;
}

export async function findProduct(database: Queryable, sku: string): Promise<Product | undefined> {
  const { rows } = await database.query<Product>(`SELECT ${columns} FROM product WHERE sku = $1`, [sku]);
  return rows[0];
}

/** In the order of their sku; all where no skus are given. */
export async function listProducts(
  database: Queryable,
  skus: readonly string[] | undefined,
  limit: number,
): Promise<readonly Product[]> {
  const { rows } = await database.query<Product>(
    `SELECT ${columns} FROM product WHERE $1::text[] IS NULL OR sku = ANY ($1) ORDER BY sku COLLATE "C" LIMIT $2`,
    [skus ?? null, limit],
  );
  return rows;
}

/** False: there was none. */
export async function deleteProduct(database: Queryable, sku: string): Promise<boolean> {
  const { rowCount } = await database.query("DELETE FROM product WHERE sku = $1", [sku]);
  return rowCount === 1;
}

export async function countProducts(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>("SELECT count(*)::integer AS count FROM product");
  return rows[0]?.count ?? 0;
}

/** The demo's products, as they stand in the contract's examples. */
export async function seed(database: Queryable): Promise<void> {
  for (const [sku, details] of Object.entries(seededProducts)) await putProduct(database, { sku, ...details });
}
