import { execFile } from "node:child_process";
import { TercetError } from "../../../contracts/index.ts";
import { redactText } from "../redact-text.ts";
import type { GiveCredential } from "./from-function.ts";

/** How long a command may take, and how much it may print. */
const commandMilliseconds = 30_000;
const maxOutputBytes = 64 * 1024;

/**
 * Makes a command give credentials: it finds `TERCET_SUBJECT`, `TERCET_ROLES` (separated by spaces) and `TERCET_SCHEME` in
 * its environment, and prints the credential on its standard output. No shell reads the words. `directory` is where it
 * runs. What it gives throws `TercetError` (`surroundings`) when the command fails, is too slow, or prints several lines.
 */
export function commandGiving([program, ...words]: readonly [string, ...string[]], directory: string): GiveCredential {
  return ({ subject, roles, scheme }) => {
    const env = { ...process.env, TERCET_SUBJECT: subject, TERCET_ROLES: roles.join(" "), TERCET_SCHEME: scheme };
    const options = { cwd: directory, env, timeout: commandMilliseconds, maxBuffer: maxOutputBytes };
    return new Promise((resolve, reject) => {
      const fail = (reason: string, cause?: unknown) =>
        reject(new TercetError("surroundings", `The token command ${program} ${reason}.`, { cause }));
      execFile(program, words, options, (error, stdout, stderr) => {
        if (error !== null) return fail(whyFailed(error, stderr), error);
        const lines = stdout.trim().split(/\r?\n/);
        if (lines.length > 1) return fail("printed several lines: it must print the credential and nothing else");
        return resolve(lines[0] ?? "");
      });
    });
  };
}

function whyFailed(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.code === "ENOENT") return "is not there: give a program on the PATH, or its path";
  if (error.killed) return `was not done after ${commandMilliseconds / 1000} s`;
  const said = redactText(stderr.trim().split("\n").at(-1) ?? "").slice(0, 200);
  return `failed (${String(error.code ?? error.message)})${said === "" ? "" : `: ${said.replace(/\.$/, "")}`}`;
}
