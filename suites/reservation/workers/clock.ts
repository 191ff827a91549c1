import { rename, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ClockShift } from "./clock-shift-of.ts";
import type { WorkerCommand } from "./command.ts";
import { makeReadableFolder } from "./folder.ts";

const fileName = "offset";
/** Where a container finds what belongs to its clock. */
const folderInContainer = "/run/tercet/clock";
const module = fileURLToPath(new URL(`./clock-shift${extname(import.meta.url)}`, import.meta.url));
/** Apart from its package, a module's name alone says what it is. */
const moduleInContainer = `/run/tercet/${basename(module).replace(/\.(?=[jt]s$)/, ".m")}`;

/** The time of day as one worker sees it. */
export interface WorkerClock {
  /** The same program, started with this clock. */
  applyTo(command: WorkerCommand): WorkerCommand;
  /** From now on the clock is so many seconds ahead of the true time; negative: behind. */
  set(offsetSeconds: number): Promise<void>;
}

/**
 * Makes a clock in a new folder, right at first. A file in it holds an offset in seconds (`+60s`, as libfaketime reads it
 * from FAKETIME_TIMESTAMP_FILE) and is read at each look at the clock. The monotonic clock is left alone: no administrator
 * and no time server sets that one. Without a way, the program is told the file's path and nothing else.
 */
export async function createWorkerClock(folder: string, shift: ClockShift | undefined): Promise<WorkerClock> {
  const file = join(folder, fileName);
  await makeReadableFolder(folder, { [fileName]: offset(0) });
  return {
    applyTo(command) {
      if (!("image" in command)) return { ...command, env: { ...command.env, ...variables(file, module, shift) } };
      const found = `${folderInContainer}/${fileName}`;
      return {
        ...command,
        env: { ...command.env, ...variables(found, moduleInContainer, shift) },
        mounts: {
          ...command.mounts,
          [folderInContainer]: folder,
          ...(shift?.how === "preload" ? { [moduleInContainer]: module } : {}),
        },
      };
    },
    async set(offsetSeconds) {
      // At once: a program that found half of it would take it for another time, or end.
      await writeFile(`${file}.new`, offset(offsetSeconds), { mode: 0o644 });
      await rename(`${file}.new`, file);
    },
  };
}

function offset(seconds: number): string {
  return `${seconds < 0 ? "" : "+"}${seconds}s\n`;
}

/** `file` and `module` as the program finds them. */
function variables(file: string, module: string, shift: ClockShift | undefined): Record<string, string> {
  const told = { TERCET_CLOCK_FILE: file };
  if (shift?.how === "preload") {
    const options = [shift.nodeOptions, "--no-warnings", `--import=${pathToFileURL(module)}`];
    return { ...told, NODE_OPTIONS: options.filter((option) => option !== undefined).join(" ") };
  }
  if (shift?.how === "libfaketime") {
    return {
      ...told,
      LD_PRELOAD: shift.library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      // Both names: it was renamed in version 0.9.10.
      DONT_FAKE_MONOTONIC: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }
  return told;
}
