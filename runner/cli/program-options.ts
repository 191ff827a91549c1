import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { TercetError } from "../../contracts/index.ts";
import { programTarget, type ReservationTarget, readJobFile } from "../../suites/index.ts";
import type { CliContext } from "./context.ts";
import { collect } from "./options.ts";

/** What the options that `addProgramOptions` adds were given. */
export interface ProgramValues {
  readonly image?: string;
  readonly env?: readonly string[];
  readonly job?: string;
}

/** What is verified, and the words that say so. */
export interface VerifiedProgram {
  readonly target: ReservationTarget;
  /** The same options again, without secrets: those come from the environment then. */
  readonly options: readonly string[];
  readonly operands: readonly string[];
}

/** The word that stands where a target's name would. */
export const programName = "program";

/** Adds what says how a program of the user's own is started. */
export function addProgramOptions(command: Command): Command {
  return command
    .addOption(new Option("--image <image>", "program, shop: start its workers as containers of this image"))
    .addOption(
      new Option(
        "--env <name=value>",
        "program: a variable of its environment; NAME alone takes yours; may be repeated",
      ).argParser(collect),
    )
    .addOption(
      new Option("--job <file>", "program: JSON with the job's name, milestones and times, where it has its own"),
    );
}

/** What the options and the words behind `program` say. Throws `TercetError` (`usage`). */
export async function readProgram(
  values: ProgramValues,
  words: readonly string[],
  { cwd, env }: Pick<CliContext, "cwd" | "env">,
): Promise<VerifiedProgram> {
  const { image, job, env: given = [] } = values;
  const target = programTarget({
    command: words,
    ...(image === undefined ? {} : { image }),
    env: Object.fromEntries(given.flatMap((text) => variable(text, env))),
    directory: cwd,
    ...(job === undefined ? {} : { job: await readJobFile(resolve(cwd, job), job) }),
  });
  return {
    target,
    options: [
      ...(image === undefined ? [] : ["--image", image]),
      ...given.flatMap((text) => ["--env", text.split("=")[0] as string]),
      ...(job === undefined ? [] : ["--job", job]),
    ],
    operands: [programName, ...(words.length === 0 ? [] : ["--", ...words])],
  };
}

/**
 * What the options say of a target by name, which knows all but the image itself. Throws `TercetError` (`usage`) where other
 * options of a program are given to it, or an image and it has none.
 */
export function readTarget(
  target: ReservationTarget,
  values: ProgramValues,
  words: readonly string[],
): VerifiedProgram {
  const { image, env, job } = values;
  const isForIt = image === undefined || target.inContainers !== undefined;
  const [given] = Object.entries({ ...(isForIt ? {} : { image }), env, job }).find(
    ([, value]) => value !== undefined,
  ) ?? [words[0]];
  if (given !== undefined) {
    const shown = given === words[0] ? given : `--${given}`;
    throw new TercetError(
      "usage",
      `${shown} is for a program of your own, ${programName}, and not for the target ${target.name}.`,
    );
  }
  return {
    target: (image === undefined ? undefined : target.inContainers?.(image)) ?? target,
    options: image === undefined ? [] : ["--image", image],
    operands: [target.name],
  };
}

function variable(text: string, own: CliContext["env"]): [string, string][] {
  const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (name === undefined) throw new TercetError("usage", `--env ${text}: NAME=VALUE, or NAME alone, is expected.`);
  const taken = value ?? own[name];
  if (taken === undefined) throw new TercetError("usage", `--env ${name}: it is not set here: give it a value.`);
  return [[name, taken]];
}
