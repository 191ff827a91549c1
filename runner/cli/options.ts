import { randomInt } from "node:crypto";
import { InvalidArgumentError, Option } from "commander";

/** Collects an option that may be given several times. */
export const collect = (value: string, all: readonly string[] = []) => [...all, value];

/** Parses a whole number option; commander turns the throw into a usage error. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError("A whole number is expected.");
  return number;
}

/** Parses a whole number option that must not be 0. */
export function positive(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError("At least 1 is expected.");
  return number;
}

/** Parses a TCP port; 0 takes any free one. */
export function portNumber(value: string): number {
  const number = wholeNumber(value);
  if (number > 65_535) throw new InvalidArgumentError("The largest port is 65535.");
  return number;
}

/** Parses `--seed`: 32 bits. */
function seedNumber(value: string): number {
  const number = wholeNumber(value);
  if (number > 0x7fffffff) throw new InvalidArgumentError("The largest seed is 2147483647.");
  return number;
}

/** Options that every command which runs something shares. Use each with `command.addOption(…)`. */
export const runOptions = {
  environment: () => new Option("--environment <name>", "an environment of tercet.config.ts"),
  seed: () =>
    new Option("--seed <n>", "makes the run the same again (default: drawn and printed)").argParser(seedNumber),
  report: () => new Option("--report <format=file>", "json, junit, html or events; may be repeated").argParser(collect),
  quiet: () => new Option("--quiet", "print failures and the summary only"),
  json: () => new Option("--json", "print the JSON report on standard output and nothing else"),
};

/** What `runOptions` parse to. */
export interface RunOptionValues {
  readonly seed?: number;
  readonly report?: readonly string[];
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Draws a seed where none was given. */
export function seedOf(options: RunOptionValues): number {
  return options.seed ?? randomInt(0, 0x7fffffff);
}
