import { InvalidArgumentError } from "commander";
import { type Fault, faults } from "../../suites/index.ts";

interface Named {
  readonly name: string;
}

/** What can be chosen, for the help. */
export function names(all: readonly Named[]): string {
  return all.map(({ name }) => name).join(", ");
}

/** The one of that name; commander turns the throw into a usage error. */
export function named<T extends Named>(all: readonly T[], name: string): T {
  const found = all.find((candidate) => candidate.name === name);
  if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${names(all)}.`);
  return found;
}

/** Collects `--fault`, which may be given several times; `all` is every one. */
export function addFault(name: string, all: readonly Fault[] = []): readonly Fault[] {
  return name === "all" ? faults : [...new Set([...all, named(faults, name)])];
}
