import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { startDatabase } from "../../../../docker/index.ts";
import { freePort, startServer } from "../../child.ts";
import type { Service } from "../service.ts";
import { judged } from "./judged.ts";

/** Unleash, whose document is made from the same schemas that its routes declare. */
export const unleash: Service = {
  name: "unleash",
  packageName: "unleash-server",
  about: "Express, PostgreSQL; OpenAPI 3.0 at run time",
  judged,
  async start({ packages, onStop, signal }) {
    const database = await startDatabase("postgres", { how: "embedded", signal });
    onStop(() => database.stop());
    const secret = `*:*.${randomBytes(16).toString("hex")}`;
    const port = await freePort();
    const server = await startServer(join(packages, "node_modules/unleash-server/dist/server.js"), [], {
      port,
      env: {
        DATABASE_URL: database.url,
        DATABASE_SSL: "false",
        NODE_ENV: "production",
        TZ: "UTC",
        HTTP_HOST: "127.0.0.1",
        PORT: String(port),
        INIT_ADMIN_API_TOKENS: secret,
        // Nothing is told to, or asked of, anybody outside.
        CHECK_VERSION: "false",
        SEND_TELEMETRY: "false",
      },
    });
    onStop(server.stop);
    const document = await (await fetch(`${server.url}/docs/openapi.json`, { signal })).json();
    // It answers 503 to all that writes while it is in maintenance mode.
    return { url: server.url, document, tokens: { bearer: secret }, except: ["toggleMaintenance"] };
  },
};
