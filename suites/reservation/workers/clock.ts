import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";

/** The time of day as one worker sees it. */
export interface WorkerClock {
  /** What its program is started with, beside the rest of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on the clock is so many seconds ahead of the true time; negative: behind. */
  set(offsetSeconds: number): Promise<void>;
}

/** How a program gets another time of day; undefined: there is no way, it would have to read TERCET_CLOCK_FILE itself. */
export type ClockShift = "preload" | "libfaketime" | undefined;

const nodePrograms = new Set(["node", "npm", "npx", "pnpm", "yarn", "tsx"]);

/** The way for a program: Node's is a preloaded module, any other needs libfaketime, whose library TERCET_FAKETIME names. */
export function clockShiftOf(program: string): ClockShift {
  if (program === process.execPath || nodePrograms.has(basename(program))) return "preload";
  return process.env.TERCET_FAKETIME === undefined ? undefined : "libfaketime";
}

/**
 * Makes a clock in a new file, right at first. The file holds an offset in seconds (`+60s`, as libfaketime reads it from
 * FAKETIME_TIMESTAMP_FILE) and is read at each look at the clock. The monotonic clock is left alone: no administrator and
 * no time server sets that one.
 */
export async function createWorkerClock(file: string, shift: ClockShift): Promise<WorkerClock> {
  const set = (offsetSeconds: number) => writeFile(file, `${offsetSeconds < 0 ? "" : "+"}${offsetSeconds}s\n`);
  await set(0);
  return { env: { TERCET_CLOCK_FILE: file, ...variables(file, shift) }, set };
}

function variables(file: string, shift: ClockShift): Record<string, string> {
  if (shift === "preload") {
    const module = new URL(`./clock-shift${extname(import.meta.url)}`, import.meta.url);
    const options = [process.env.NODE_OPTIONS, "--no-warnings", `--import=${module}`];
    return { NODE_OPTIONS: options.filter((option) => option !== undefined).join(" ") };
  }
  if (shift === "libfaketime") {
    return {
      LD_PRELOAD: process.env.TERCET_FAKETIME ?? "",
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      // Both names: it was renamed in version 0.9.10.
      DONT_FAKE_MONOTONIC: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }
  return {};
}
