import type { DatabaseName } from "../database.ts";
import { ask as askMariadb } from "../mariadb/ask.ts";
import { ask as askPostgres } from "../postgres/ask.ts";
import { redisCommand } from "../redis/command.ts";

const etcdMilliseconds = 10_000;
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** A few numbers that are committed in a database one by one; `url` is that of a node. */
export interface Values {
  add(url: string, value: number): Promise<void>;
  /** In order. */
  all(url: string): Promise<number[]>;
}

/** How each back end commits and reads them. Each call throws when it is not answered in some seconds. */
export const values: Readonly<Record<DatabaseName, Values>> = {
  postgres: {
    async add(url, value) {
      await askPostgres(url, "CREATE TABLE IF NOT EXISTS numbers (value integer)");
      await askPostgres(url, "INSERT INTO numbers VALUES ($1)", [value]);
    },
    all: async (url) => numbers(await askPostgres(url, "SELECT value FROM numbers ORDER BY value")),
  },
  mariadb: {
    async add(url, value) {
      await askMariadb(url, "CREATE DATABASE IF NOT EXISTS trial");
      await askMariadb(url, "CREATE TABLE IF NOT EXISTS trial.numbers (value integer)");
      await askMariadb(url, `INSERT INTO trial.numbers VALUES (${value})`);
    },
    all: async (url) => numbers(await askMariadb(url, "SELECT value FROM trial.numbers ORDER BY value")),
  },
  redis: {
    add: async (url, value) => void (await redisCommand(redisServer(url), "APPEND", "numbers", `${value} `)),
    async all(url) {
      const text = await redisCommand(redisServer(url), "GETRANGE", "numbers", "0", "-1");
      return text.trim().split(" ").map(Number);
    },
  },
  etcd: {
    add: async (url, value) =>
      void (await askEtcd(url, "put", { key: base64(`numbers/${value}`), value: base64(`${value}`) })),
    async all(url) {
      const range = { key: base64("numbers/"), range_end: base64("numbers0") };
      const { kvs = [] } = (await askEtcd(url, "range", range)) as { kvs?: { value: string }[] };
      return kvs.map(({ value }) => Number(Buffer.from(value, "base64").toString()));
    },
  },
};

function numbers(rows: readonly object[]): number[] {
  return rows.map((row) => Number((row as { readonly value: number }).value));
}

function redisServer(url: string) {
  const { hostname, port, password } = new URL(url);
  return { host: hostname, port: Number(port), password };
}

async function askEtcd(url: string, operation: "put" | "range", body: object): Promise<unknown> {
  const response = await fetch(`${url}/v3/kv/${operation}`, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(etcdMilliseconds),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
