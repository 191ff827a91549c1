import { compileCache } from "../../../docker/index.ts";
import type { ProcessCommand } from "../workers/command.ts";

/** Runs a module of ours as a worker, by the Node.js that runs this. */
export function ownProgram(path: string, env: Readonly<Record<string, string>>): ProcessCommand {
  return { program: process.execPath, args: ["--no-warnings", path], env: { ...compileCache(), ...env } };
}
