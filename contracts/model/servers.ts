import { isObject } from "../json.ts";
import { contractError } from "./contract-error.ts";
import type { Located, Resolver } from "./resolve.ts";
import { readShape, serverShape } from "./shape.ts";

/**
 * The path of the first server that applies, without a trailing slash: the operation's, else the path's, else the root's.
 * Variables have their defaults. Throws `TercetError` (`contract`) for a variable without one.
 */
export function serverPath(places: readonly Located[], resolver: Resolver): string {
  for (const { node, pointer } of places) {
    const server: unknown = Array.isArray(node.servers) ? node.servers[0] : undefined;
    if (!isObject(server)) continue;
    const place = `${pointer}/servers/0`;
    const { url, variables } = readShape(serverShape, server, place, resolver.source);
    const complete = url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
      const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (variable !== undefined) return variable.default;
      const problem = `the variable "${name}" of the server URL is not declared; add it to "variables" with a default`;
      throw contractError(resolver.source, place, "server-variable", problem);
    });
    return pathOf(complete);
  }
  return "";
}

/** Relative server URLs are taken from the host's root: where the document itself is served says nothing of the service. */
function pathOf(url: string): string {
  const path = url
    .replace(/^[a-z][a-z0-9+.-]*:/i, "")
    .replace(/^\/\/[^/?#]*/, "")
    .replace(/[?#].*$/, "");
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return segments.map((segment) => `/${segment}`).join("");
}
