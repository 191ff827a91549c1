import { ask } from "./ask.ts";

/** The server's version, which shows that it really serves: `10.11.14`. */
export async function serverVersion(url: string): Promise<string> {
  const [row] = await ask(url, "SELECT VERSION() AS version");
  // Builds add their own name: `10.11.14-MariaDB-0+deb12u2`.
  return String(row?.version).split("-")[0] ?? "unknown";
}
