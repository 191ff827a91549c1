import { randomBytes } from "node:crypto";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, startServer } from "../../child.ts";
import type { Service } from "../service.ts";
import { judged } from "./judged.ts";

const document = "node_modules/signalk-server/dist/api/resources/openApi.json";

/** Signal K's server, by the document of its resources: routes, waypoints, notes, regions and charts. */
export const signalk: Service = {
  name: "signalk",
  packageName: "signalk-server",
  about: "Express, files, users and JWTs of its own; OpenAPI 3.0 in the package",
  judged,
  async start({ packages, scratch, onStop, signal }) {
    await mkdir(join(scratch, "plugin-config-data"));
    await writeFile(join(scratch, "settings.json"), "{}");
    await writeFile(join(scratch, "security.json"), JSON.stringify({ allow_readonly: false }), { mode: 0o600 });
    // Plug-ins are looked for here and below its own package, not where npm puts them.
    await symlink(join(packages, "node_modules"), join(scratch, "node_modules"));
    await writeFile(join(scratch, "plugin-config-data/resources-provider.json"), JSON.stringify(resources));
    const login = { username: "admin", password: randomBytes(16).toString("hex") };
    const [port, streamPort] = [await freePort(), await freePort()];
    const server = await startServer(join(packages, "node_modules/signalk-server/bin/signalk-server"), [], {
      port,
      env: {
        SIGNALK_NODE_CONFIG_DIR: scratch,
        PORT: String(port),
        TCPSTREAMPORT: String(streamPort),
        SECURITYSTRATEGY: "./tokensecurity",
        ADMINUSER: `${login.username}:${login.password}`,
      },
    });
    onStop(server.stop);
    const answer = await fetch(`${server.url}/signalk/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(login),
      signal,
    });
    const { token } = (await answer.json()) as { readonly token: string };
    return {
      url: server.url,
      document: JSON.parse(await readFile(join(packages, document), "utf8")),
      tokens: { bearer: token },
    };
  },
};

/** The plug-in that keeps resources in files, switched on. */
const resources = {
  enabled: true,
  enableLogging: false,
  configuration: {
    standard: { routes: true, waypoints: true, notes: true, regions: true },
    custom: [],
    path: "./resources",
  },
};
