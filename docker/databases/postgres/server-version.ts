import { ask } from "./ask.ts";

/** The server's version, which shows that it really serves: `18.4`. */
export async function serverVersion(url: string): Promise<string> {
  const [row] = await ask<{ server_version: string }>(url, "SHOW server_version");
  // Distributions add their own name: `15.13 (Debian 15.13-0+deb12u1)`.
  return row?.server_version.split(" ")[0] ?? "unknown";
}
