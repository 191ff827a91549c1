import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReservationTarget } from "../target.ts";
import { mutants } from "./mutants/index.ts";

const workerPath = fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));

/** The reference protocol in SQL. */
export const sql: ReservationTarget = {
  name: "sql",
  description: "the reference protocol in SQL, as the shop's orders service ships it",
  databases: ["postgres"],
  mutants: Object.fromEntries(Object.entries(mutants).map(([name, { description }]) => [name, description])),
  command: (mutant) => ({
    program: process.execPath,
    args: ["--no-warnings", workerPath],
    env: mutant === undefined ? {} : { TERCET_MUTANT: mutant },
  }),
};
