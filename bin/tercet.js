#!/usr/bin/env node
// Starts the command line: from the TypeScript sources in a checkout, from dist/ in the published package.
import { existsSync } from "node:fs";
import module from "node:module";

// Only what every Node.js has is imported by name, so that an old one reaches this sentence.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `tercet needs Node.js 22.22 or newer; this is ${process.versions.node}. Install a newer Node.js.\n`,
  );
  process.exit(2);
}
// Start-up is felt at every call: what was compiled once, TypeScript above all, is not compiled again.
module.enableCompileCache();
const source = new URL("../runner/cli/main.ts", import.meta.url);
const built = new URL("../dist/runner/cli/main.js", import.meta.url);
const { main } = await import((existsSync(source) ? source : built).href);
await main();
