import { appendFileSync, closeSync, openSync, rmSync } from "node:fs";
import type { Reporter } from "../reporter.ts";

/** The raw event log, one event a line. Each line is on its way to the disk before the run goes on: a kill cuts at most one. */
export function eventsReporter(file: string): Reporter {
  const descriptor = openSync(file, "w");
  return {
    name: "events",
    onEvent: (event) => appendFileSync(descriptor, `${JSON.stringify(event)}\n`),
    async close() {
      closeSync(descriptor);
    },
    abandon() {
      closeSync(descriptor);
      rmSync(file, { force: true });
    },
  };
}
