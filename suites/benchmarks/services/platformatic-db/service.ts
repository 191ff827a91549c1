import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startDatabase } from "../../../../docker/index.ts";
import { startServer } from "../../child.ts";
import type { Service } from "../service.ts";
import { judged } from "./judged.ts";

/** All that is ours: two tables. Routes, document and validation are made from them. */
const tables = `
CREATE TABLE authors (id SERIAL PRIMARY KEY, name VARCHAR(80) NOT NULL, born DATE);
CREATE TABLE books (
  id SERIAL PRIMARY KEY, title VARCHAR(200) NOT NULL, pages INTEGER CHECK (pages > 0),
  author_id INTEGER NOT NULL REFERENCES authors(id) ON DELETE CASCADE
);`;

/** Platformatic DB over two tables of authors and books. */
export const platformaticDb: Service = {
  name: "platformatic-db",
  packageName: "@platformatic/db",
  about: "Fastify, PostgreSQL; routes and OpenAPI 3.0 made from the tables",
  judged,
  async start({ packages, scratch, onStop, signal }) {
    const database = await startDatabase("postgres", { how: "embedded", signal });
    onStop(() => database.stop());
    await mkdir(join(scratch, "migrations"));
    await writeFile(join(scratch, "migrations/001.do.sql"), tables);
    await writeFile(
      join(scratch, "platformatic.json"),
      JSON.stringify({
        $schema: "https://schemas.platformatic.dev/@platformatic/db/3.67.0.json",
        server: { logger: { level: "fatal" } },
        db: { connectionString: "{DATABASE_URL}", openapi: true, graphql: false, schemalock: false },
        migrations: { dir: "migrations", autoApply: true },
        watch: false,
      }),
    );
    const server = await startServer(join(packages, "start.js"), [scratch], { env: { DATABASE_URL: database.url } });
    onStop(server.stop);
    const document = await (await fetch(`${server.url}/documentation/json`, { signal })).json();
    return { url: server.url, document };
  },
};
