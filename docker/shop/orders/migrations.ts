import type { Migration } from "../platform/migrate.ts";

export const migrations: readonly Migration[] = [
  {
    name: "orders-1",
    sql: `CREATE TABLE slot (
      id uuid PRIMARY KEY,
      method text NOT NULL,
      starts_at timestamptz NOT NULL,
      capacity smallint NOT NULL,
      available smallint NOT NULL CHECK (available BETWEEN 0 AND capacity)
    );
    CREATE INDEX ON slot (starts_at, id);
    CREATE TABLE customer_order (
      id uuid PRIMARY KEY,
      owner text NOT NULL,
      customer_id uuid NOT NULL,
      method text NOT NULL,
      slot_id uuid NOT NULL,
      items json NOT NULL,
      goods_centimes bigint NOT NULL,
      fee_centimes bigint NOT NULL,
      total_centimes bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('placed', 'confirmed', 'sent', 'cancelled')),
      placed_at timestamptz NOT NULL
    );
    CREATE INDEX ON customer_order (placed_at) WHERE state = 'confirmed';
    -- Unique: whatever happens to the job, one run of it orders once.
    CREATE TABLE retailer_order (
      id uuid PRIMARY KEY,
      job text NOT NULL,
      slot timestamptz NOT NULL,
      milestone text NOT NULL,
      sent_at timestamptz NOT NULL,
      fencing_token bigint NOT NULL,
      order_ids uuid[] NOT NULL,
      items json NOT NULL,
      UNIQUE (job, slot, milestone)
    );
    CREATE INDEX ON retailer_order USING gin (order_ids);`,
  },
];
