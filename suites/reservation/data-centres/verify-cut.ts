import { createRandom } from "../../../contracts/index.ts";
import type { Cut } from "../../../docker/index.ts";
import { createWatch } from "../faults/watch.ts";
import { checkHistory, type JudgedHistory } from "../history/check.ts";
import { type History, historyFormat } from "../history/event.ts";
import type { Excerpt } from "../history/excerpt.ts";
import type { ReservationTarget } from "../targets/target.ts";
import { startWitness } from "../witness/witness.ts";
import { type Crew, milestones, startCrew } from "./crew.ts";
import { judgeSites } from "./judge.ts";
import type { SiteJudgement } from "./judgement.ts";
import { play } from "./play.ts";
import type { Seen } from "./seen.ts";
import type { SiteStore } from "./store.ts";
import { historyBoundMilliseconds, siteTiming } from "./timing.ts";

/** What was seen of one cut, and what it says. */
export interface CutVerification {
  readonly history: History;
  /** The properties of every history. */
  readonly judged: JudgedHistory;
  /** Those of sites, with the events that say why. */
  readonly sites: { readonly judgements: readonly SiteJudgement[]; readonly excerpt: Excerpt };
}

/**
 * Cuts the sites of a store while a target's workers run jobs in all of them, lets the operator respond, heals, and judges.
 * When it cuts is drawn from the seed: anywhere in a run, and nobody is warned. Throws `TercetError` (`surroundings`) when a
 * worker cannot be started or ends by itself, and the reason of the signal. Whatever happens, no worker is left, and the sites
 * are healed.
 */
export async function verifyCut(options: {
  readonly target: ReservationTarget;
  readonly mutant: string | undefined;
  readonly store: SiteStore;
  readonly cut: Cut;
  readonly seed: number;
  readonly signal: AbortSignal;
}): Promise<CutVerification> {
  const { target, mutant, store, cut, seed } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, options.signal]);
  const random = createRandom(seed, cut.name);
  await store.prepare(random, signal);
  const startedAt = new Date().toISOString();
  const watch = createWatch(signal);
  const witness = await startWitness(watch.onEvent);
  let crew: Crew | undefined;
  let seen: Omit<Seen, "events">;
  let played: Promise<typeof seen> | undefined;
  try {
    crew = await startCrew({ target, mutant, store, witness, watch });
    played = play({ cut, store, crew, witness, watch, random, signal });
    seen = await Promise.race([played, crew.failed]);
  } finally {
    witness.dismiss();
    ending.abort(new Error("the run is over"));
    await Promise.allSettled([played, crew?.end()]);
    await witness.close();
  }
  const history: History = {
    header: {
      format: historyFormat,
      startedAt,
      target: mutant === undefined ? target.name : `${target.name}, mutant ${mutant}`,
      database: store.title,
      fault: cut.name,
      seed,
      takeoverBoundMilliseconds: historyBoundMilliseconds,
      timeToLiveMilliseconds: siteTiming.timeToLiveSeconds * 1000,
      timeoutMilliseconds: siteTiming.timeoutSeconds * 1000,
      milestones: [...milestones],
    },
    events: witness.events,
  };
  return { history, judged: checkHistory(history), sites: judgeSites({ ...seen, events: history.events }) };
}
