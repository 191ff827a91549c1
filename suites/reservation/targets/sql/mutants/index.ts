import { checkThenAct } from "./check-then-act.ts";
import { cleansTheLiving } from "./cleans-the-living.ts";
import { constantToken } from "./constant-token.ts";
import { heartbeatOfAnybody } from "./heartbeat-of-anybody.ts";
import { keyOfTheRun } from "./key-of-the-run.ts";
import type { Mutant } from "./mutant.ts";
import { neverCleans } from "./never-cleans.ts";
import { noKey } from "./no-key.ts";
import { ownCounterAsToken } from "./own-counter-as-token.ts";
import { readThenWrite } from "./read-then-write.ts";
import { settlesTheDead } from "./settles-the-dead.ts";
import { skipsAfterACrash } from "./skips-after-a-crash.ts";
import { workerIdAsToken } from "./worker-id-as-token.ts";

/** By name. */
export const mutants = {
  "read-then-write": readThenWrite,
  "check-then-act": checkThenAct,
  "worker-id-as-token": workerIdAsToken,
  "constant-token": constantToken,
  "own-counter-as-token": ownCounterAsToken,
  "no-key": noKey,
  "key-of-the-run": keyOfTheRun,
  "heartbeat-of-anybody": heartbeatOfAnybody,
  "cleans-the-living": cleansTheLiving,
  "never-cleans": neverCleans,
  "settles-the-dead": settlesTheDead,
  "skips-after-a-crash": skipsAfterACrash,
} as const satisfies Record<string, Mutant>;

/** True where there is a mutant of that name. */
export function isMutant(name: string): name is keyof typeof mutants {
  return Object.hasOwn(mutants, name);
}
