import { extname } from "node:path";
import { engineTarget } from "../engine.ts";

/** Each instance has its own timer and knows of no other: the control that has to be caught. */
export const cron = engineTarget({
  name: "cron",
  description: "croner: a timer in each instance that knows of no other; the known-bad control",
  promise: {
    text: "nothing across instances; no overlap within one",
    source: "https://croner.56k.guru/usage/configuration/",
  },
  packages: ["croner"],
  // A cron expression counts seconds.
  timing: { everySeconds: 1 },
  worker: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
});
