import { join } from "node:path";
import { startDatabase } from "../../../../docker/index.ts";
import { freePort, runToEnd, startServer } from "../../child.ts";
import type { Service } from "../service.ts";
import { judged } from "./judged.ts";

/** Supabase's postgres-meta: it asks nobody for a token, and may drop whatever its own database has. */
export const postgresMeta: Service = {
  name: "postgres-meta",
  packageName: "@supabase/postgres-meta",
  about: "Fastify with TypeBox, PostgreSQL; OpenAPI 3.0 from its own command",
  judged,
  async start({ packages, onStop, signal }) {
    const program = join(packages, "node_modules/@supabase/postgres-meta/dist/server/server.js");
    const { output } = await runToEnd(program, [], { env: { PG_META_EXPORT_DOCS: "true" }, signal });
    const database = await startDatabase("postgres", { how: "embedded", signal });
    onStop(() => database.stop());
    const port = await freePort();
    const server = await startServer(program, [], {
      port,
      env: { PG_META_DB_URL: database.url, PG_META_HOST: "127.0.0.1", PG_META_PORT: String(port) },
    });
    onStop(server.stop);
    return { url: server.url, document: JSON.parse(output) };
  },
};
