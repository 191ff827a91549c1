import { join } from "node:path";
import { freePort, startServer } from "../../child.ts";
import type { Service } from "../service.ts";
import { judged } from "./judged.ts";

/** The example of jsonapi-server, in memory; one of its resources answers wrongly on purpose. */
export const jsonapiServer: Service = {
  name: "jsonapi-server",
  packageName: "jsonapi-server",
  about: "Express, JSON:API in memory; Swagger 2.0 at run time",
  judged,
  async start({ packages, onStop, signal }) {
    const port = await freePort();
    const server = await startServer(join(packages, "start.cjs"), [String(port)], { port });
    onStop(server.stop);
    const document = await (await fetch(`${server.url}/rest/swagger.json`, { signal })).json();
    return { url: server.url, document };
  },
};
