import { checkThenAct } from "./check-then-act.ts";
import type { Mutant } from "./mutant.ts";
import { neverCleans } from "./never-cleans.ts";
import { readThenWrite } from "./read-then-write.ts";
import { workerIdAsToken } from "./worker-id-as-token.ts";

/** By name. */
export const mutants = {
  "read-then-write": readThenWrite,
  "check-then-act": checkThenAct,
  "worker-id-as-token": workerIdAsToken,
  "never-cleans": neverCleans,
} as const satisfies Record<string, Mutant>;

/** True where there is a mutant of that name. */
export function isMutant(name: string): name is keyof typeof mutants {
  return Object.hasOwn(mutants, name);
}
