import { reasonOf, TercetError } from "../../contracts/index.ts";

/** How a command that came to no result ends. */
export interface Failure {
  /** For standard error, without the line break at its end. */
  readonly text: string;
  readonly exitCode: 2 | 3;
}

/** Faults of the machine; every other refusal of the file system comes from a path that was given wrongly. */
const machineFaults = new Set(["EIO", "EMFILE", "ENFILE", "ENOMEM", "ENOSPC"]);

/** One sentence for everything that a command may throw; only a defect of our own shows a stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TercetError) {
    return { text: `tercet: ${error.message}`, exitCode: error.code === "surroundings" ? 3 : 2 };
  }
  if (isFileError(error)) {
    const { code, syscall, path, dest = path } = error;
    const text = `tercet: ${dest} cannot be used (${syscall}: ${code}): give another path, or mend what stands there.`;
    return { text, exitCode: machineFaults.has(code) ? 3 : 2 };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `tercet: a defect of tercet itself, please report it: ${reason}`, exitCode: 3 };
}

/** Turns what commander says of a wrong command line into our one sentence. */
export function usageText(message: string, command: string): string {
  const said = reasonOf(message).replace(/^error: /, "");
  return `tercet: ${said}; \`${command} --help\` shows what there is.\n`;
}

function isFileError(error: unknown): error is { code: string; syscall: string; path: string; dest?: string } {
  if (!(error instanceof Error)) return false;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined && path !== undefined;
}
