import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Installs the peers where they are not yet, as the lock file has them. Undefined, or one sentence on why it failed. */
export function installPeers(): string | undefined {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return undefined;
  process.stderr.write("Installing the peers into suites/benchmarks (600 MB, once) …\n");
  const { status, stderr } = spawnSync("npm", ["ci", "--prefix", folder], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return undefined;
  const reason = stderr?.split("\n").find((line) => /error (code|network|4\d\d)/.test(line)) ?? "npm could not be run";
  return `The peers could not be installed (${reason.trim()}); the npm registry must be in reach, then run npm ci --prefix suites/benchmarks.`;
}
