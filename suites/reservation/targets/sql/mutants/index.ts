import { actsAsGranted } from "./acts-as-granted.ts";
import { checkThenAct } from "./check-then-act.ts";
import { cleansByOwnClock } from "./cleans-by-own-clock.ts";
import { cleansByTimeoutAlone } from "./cleans-by-timeout-alone.ts";
import { cleansTheLiving } from "./cleans-the-living.ts";
import { constantToken } from "./constant-token.ts";
import { effectAfterCommit } from "./effect-after-commit.ts";
import { finishOfAnybody } from "./finish-of-anybody.ts";
import { heartbeatOfAnybody } from "./heartbeat-of-anybody.ts";
import { keyOfTheAttempt } from "./key-of-the-attempt.ts";
import { keyOfTheRun } from "./key-of-the-run.ts";
import { keyWithoutSlot } from "./key-without-slot.ts";
import { leaseByOwnClock } from "./lease-by-own-clock.ts";
import { localTime } from "./local-time.ts";
import { lockOfASession } from "./lock-of-a-session.ts";
import { lockWithoutEnd } from "./lock-without-end.ts";
import type { Mutant } from "./mutant.ts";
import { neverChecks } from "./never-checks.ts";
import { neverCleans } from "./never-cleans.ts";
import { noKey } from "./no-key.ts";
import { onlyTheSameWorker } from "./only-the-same-worker.ts";
import { ownClockAsToken } from "./own-clock-as-token.ts";
import { ownCounterAsToken } from "./own-counter-as-token.ts";
import { readThenWrite } from "./read-then-write.ts";
import { runInOneTransaction } from "./run-in-one-transaction.ts";
import { settlesTheDead } from "./settles-the-dead.ts";
import { settlesTheUnstarted } from "./settles-the-unstarted.ts";
import { shortLease } from "./short-lease.ts";
import { skipsAfterACrash } from "./skips-after-a-crash.ts";
import { slotAsToken } from "./slot-as-token.ts";
import { snapshotOfOwnership } from "./snapshot-of-ownership.ts";
import { takesTheNewestSlot } from "./takes-the-newest-slot.ts";
import { tokenOfTheSlot } from "./token-of-the-slot.ts";
import { tokenResetByCleaning } from "./token-reset-by-cleaning.ts";
import { workerIdAsToken } from "./worker-id-as-token.ts";

/** By name. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "read-then-write": readThenWrite,
  "check-then-act": checkThenAct,
  "never-checks": neverChecks,
  "snapshot-of-ownership": snapshotOfOwnership,
  "worker-id-as-token": workerIdAsToken,
  "constant-token": constantToken,
  "own-counter-as-token": ownCounterAsToken,
  "slot-as-token": slotAsToken,
  "token-of-the-slot": tokenOfTheSlot,
  "token-reset-by-cleaning": tokenResetByCleaning,
  "own-clock-as-token": ownClockAsToken,
  "no-key": noKey,
  "key-of-the-run": keyOfTheRun,
  "key-without-slot": keyWithoutSlot,
  "key-of-the-attempt": keyOfTheAttempt,
  "acts-as-granted": actsAsGranted,
  "effect-after-commit": effectAfterCommit,
  "skips-after-a-crash": skipsAfterACrash,
  "run-in-one-transaction": runInOneTransaction,
  "lock-of-a-session": lockOfASession,
  "lock-without-end": lockWithoutEnd,
  "heartbeat-of-anybody": heartbeatOfAnybody,
  "finish-of-anybody": finishOfAnybody,
  "cleans-the-living": cleansTheLiving,
  "cleans-by-timeout-alone": cleansByTimeoutAlone,
  "cleans-by-own-clock": cleansByOwnClock,
  "lease-by-own-clock": leaseByOwnClock,
  "short-lease": shortLease,
  "local-time": localTime,
  "never-cleans": neverCleans,
  "only-the-same-worker": onlyTheSameWorker,
  "settles-the-dead": settlesTheDead,
  "settles-the-unstarted": settlesTheUnstarted,
  "takes-the-newest-slot": takesTheNewestSlot,
};
