import { keepSecret } from "../../kit/credentials/secrets.ts";
import { redactText } from "../../kit/redact-text.ts";

const shownCharacters = 1_500;
/** Names of variables whose value is nobody's business. */
const secretName = /secret|password|passwd|token|credential|private|api_?key|access_?key/i;

/** Whether a variable of this name holds a secret, as its name has it. */
export function isSecretVariable(name: string): boolean {
  return secretName.test(name);
}

/** Remembers what is secret in a worker's environment: values by their name, and passwords in URLs. */
export function keepSecretsOf(env: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (isSecretVariable(name)) keepSecret(value);
    for (const [, password = ""] of value.matchAll(/:\/\/[^\s/:@]*:([^\s/@]+)@/g)) keepSecret(password);
  }
}

/** Lines that say where in a program it was, and not what went wrong. */
const frame = /^(at .+:\d+:\d+\)?|\^+|Node\.js v[\d.]+)$/;

/** The end of what a worker wrote, in one line, without secrets, stack frames, and what it had said before. */
export function lastWords(output: string): string {
  const lines = redactText(output)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !frame.test(line));
  // Of what it said again and again, the last time.
  const said = [...new Set(lines.reverse())];
  let shown = said.shift() ?? "";
  for (const line of said) {
    if (shown.length + line.length > shownCharacters) break;
    shown = `${line}; ${shown}`;
  }
  return shown.slice(-shownCharacters);
}
