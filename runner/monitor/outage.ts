import { setTimeout as delay } from "node:timers/promises";
import { type CaseIdentity, reasonOf } from "../../contracts/index.ts";
import type { Run } from "../engine/run.ts";
import type { Store } from "../store/store.ts";

/** Between two looks whether a lost store answers again, in milliseconds. */
const lookMilliseconds = 1_000;

/** How the time without the store is named in the event log. */
const outageCase: CaseIdentity = {
  id: "scenario/monitor-store",
  kind: "scenario",
  subject: "store",
  title: "The monitor's store answers",
};

/** Watches over the store of a monitor while it works. */
export interface OutageWatch {
  /**
   * To be called with every error of the store. Where it does not answer, that is told once; the time until it answers
   * again is an inconclusive case of the run. Resolves when the store answers, or the watch is ended.
   */
  lost(error: unknown): Promise<void>;
  /** Ends the watch; an outage that goes on ends with it. */
  end(): Promise<void>;
}

/** Starts to watch; `told` gets one sentence when the store is lost. */
export function watchOutages(run: Run, store: Pick<Store, "ping">, told: (sentence: string) => void): OutageWatch {
  const ending = new AbortController();
  let outage: Promise<unknown> | undefined;

  async function waitFor(error: unknown): Promise<void> {
    const since = performance.now();
    if (await isAnswering()) return run.progress(`The monitor's store refused something: ${reasonOf(error)}`);
    told(`The monitor's store is out of reach: ${reasonOf(error)}. No scenario is run until it answers.`);
    await run.case(outageCase, async () => {
      const answers = await untilAnswered();
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      const message = `The store was out of reach for ${seconds} s${answers ? "" : ", until the end"}: ${reasonOf(error)}. No scenario was run meanwhile.`;
      return { verdict: "inconclusive", message, steps: [], findings: [] };
    });
  }

  const isAnswering = () =>
    store.ping().then(
      () => true,
      () => false,
    );

  /** False: the watch was ended before. */
  async function untilAnswered(): Promise<boolean> {
    while (!ending.signal.aborted) {
      if (await isAnswering()) return true;
      await delay(lookMilliseconds, undefined, { signal: ending.signal }).catch(() => {});
    }
    return false;
  }

  return {
    async lost(error) {
      if (ending.signal.aborted) return;
      outage ??= waitFor(error).finally(() => {
        outage = undefined;
      });
      await outage;
    },
    async end() {
      ending.abort();
      await outage;
    },
  };
}
