import type { Queryable } from "../platform/database.ts";
import type { Migration } from "../platform/migrate.ts";
import type { Customer } from "./customer.ts";

export const migrations: readonly Migration[] = [
  {
    name: "customers-1",
    sql: `CREATE TABLE customer (
      id uuid PRIMARY KEY,
      owner text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('private', 'business')),
      name text NOT NULL,
      email text NOT NULL,
      birth_date date,
      company_name text,
      delivery_pass boolean NOT NULL,
      CHECK ((kind = 'private') = (birth_date IS NOT NULL)),
      CHECK ((kind = 'business') = (company_name IS NOT NULL))
    )`,
  },
  { name: "customers-2-language", sql: "ALTER TABLE customer ADD COLUMN language text" },
];

// What a customer does not have is left out, as the contract says.
const asJson = `json_strip_nulls(json_build_object(
  'id', id, 'owner', owner, 'kind', kind, 'name', name, 'email', email, 'birthDate', birth_date,
  'companyName', company_name, 'deliveryPass', delivery_pass, 'language', language))`;

/** False: the id is taken. */
export async function insertCustomer(database: Queryable, customer: Customer): Promise<boolean> {
  const { id, owner, kind, name, email, deliveryPass, language } = customer;
  const { birthDate, companyName } = customer as { birthDate?: string; companyName?: string };
  const { rowCount } = await database.query(
    `INSERT INTO customer (id, owner, kind, name, email, birth_date, company_name, delivery_pass, language)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
    [id, owner, kind, name, email, birthDate, companyName, deliveryPass, language],
  );
  return rowCount === 1;
}

export async function findCustomer(database: Queryable, id: string): Promise<Customer | undefined> {
  const { rows } = await database.query<{ customer: Customer }>(
    `SELECT ${asJson} AS customer FROM customer WHERE id = $1`,
    [id],
  );
  return rows[0]?.customer;
}

/** False: there was none. */
export async function deleteCustomer(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query("DELETE FROM customer WHERE id = $1", [id]);
  return rowCount === 1;
}

export async function countCustomers(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>("SELECT count(*)::integer AS count FROM customer");
  return rows[0]?.count ?? 0;
}
