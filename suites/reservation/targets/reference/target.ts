import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { ownProgram } from "../own-program.ts";
import type { ReservationTarget } from "../target.ts";

/** A target of the reference protocol: its worker is the module `worker` beside the one whose URL is `beside`. */
export function referenceTarget(
  beside: string,
  options: Pick<ReservationTarget, "name" | "description" | "databases" | "limits"> & {
    readonly mutants: Readonly<Record<string, { readonly description: string }>>;
  },
): ReservationTarget {
  const workerPath = fileURLToPath(new URL(`./worker${extname(beside)}`, beside));
  return {
    ...options,
    mutants: Object.fromEntries(Object.entries(options.mutants).map(([name, { description }]) => [name, description])),
    command: (mutant) => ownProgram(workerPath, mutant === undefined ? {} : { TERCET_MUTANT: mutant }),
  };
}
