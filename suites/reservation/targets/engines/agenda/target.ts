import { extname } from "node:path";
import { engineTarget } from "../engine.ts";

/** agenda on PostgreSQL: a recurrent job, of which its table holds one row. */
export const agenda = engineTarget({
  name: "agenda",
  description: "agenda: a recurrent job of one row, lock lifetime and touch",
  promise: {
    text: "locks prevent that a job is executed by several instances",
    source: "https://github.com/agenda/agenda/tree/main/packages/postgres-backend#distributed-locking",
  },
  packages: ["agenda", "@agendajs/postgres-backend"],
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
});
