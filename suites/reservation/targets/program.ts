import { basename } from "node:path";
import { TercetError } from "../../../contracts/index.ts";
import { databaseNames } from "../../../docker/index.ts";
import { ensureImage } from "../workers/container.ts";
import type { JobFile } from "./job-file.ts";
import type { ReservationTarget } from "./target.ts";

/** How somebody's program is started. */
export interface ProgramOptions {
  /** The program and its arguments; with an image, in place of the image's own command, and then it may be empty. */
  readonly command: readonly string[];
  readonly image?: string;
  /** What it finds in its environment beside what the harness tells it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where processes run. */
  readonly directory: string;
  readonly job?: JobFile;
}

/**
 * Anybody's program, from a command line or an image, as it is verified. No shell reads the words: where one is needed, the
 * words name it. Throws `TercetError` (`usage`) where there is nothing to start.
 */
export function programTarget({ command, image, env, directory, job = {} }: ProgramOptions): ReservationTarget {
  const [program, ...args] = command;
  const { name, milestones, ...timing } = job;
  const target = {
    name: nameOf(command, image),
    description: [image ?? [], ...command].flat().join(" "),
    databases: databaseNames,
    mutants: {},
    job: { ...(name === undefined ? {} : { name }), ...(milestones === undefined ? {} : { milestones }) },
    timing,
  };
  if (image !== undefined) {
    return { ...target, command: () => ({ image, args: command, env }), prepare: () => ensureImage(image) };
  }
  if (program === undefined) {
    throw new TercetError(
      "usage",
      "A program needs a command line, tercet jobs verify program -- python3 worker.py, or --image IMAGE.",
    );
  }
  return { ...target, command: () => ({ program, args, env, directory }) };
}

/** The script, where an interpreter runs one, else the program; of an image its name without registry and tag. */
function nameOf(command: readonly string[], image: string | undefined): string {
  const script = command.slice(1).find((word) => /^[^-].*\.\w+$/.test(word));
  const name = image?.replace(/@.*$|:[^:/]*$/, "") ?? script ?? command[0] ?? "";
  return basename(name).replaceAll(/[^\w.-]/g, "-");
}
