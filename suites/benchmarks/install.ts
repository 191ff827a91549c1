import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Installs the peers where they are not yet, as the lock file has them. Undefined, or one sentence on why it failed. */
export function installPeers(): string | undefined {
  return installPackages(folder, "the peers into suites/benchmarks (600 MB, once)");
}

/**
 * Installs what the lock file of a folder names, where it is not there yet; `what` ends the sentence that says so. No
 * script of a package is run where `scripts` is false. Undefined, or one sentence on why it failed.
 */
export function installPackages(folder: string, what: string, { scripts = true } = {}): string | undefined {
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return undefined;
  process.stderr.write(`Installing ${what} …\n`);
  const { status, stderr } = spawnSync("npm", ["ci", "--prefix", folder, ...(scripts ? [] : ["--ignore-scripts"])], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return undefined;
  const reason = stderr?.split("\n").find((line) => /error (code|network|4\d\d)/.test(line)) ?? "npm could not be run";
  return `npm could not install ${what} (${reason.trim()}); the npm registry must be in reach, then run npm ci --prefix ${folder}.`;
}
