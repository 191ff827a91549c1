import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../../contracts/index.ts";
import type { Cut } from "../../../docker/index.ts";
import type { Match } from "../faults/stage.ts";
import type { Watch } from "../faults/watch.ts";
import type { FaultKind } from "../history/event.ts";
import type { Witness } from "../witness/witness.ts";
import { type Crew, jobs, type Member, members } from "./crew.ts";
import { type OutageWatch, watchForOutages } from "./outages.ts";
import type { Seen } from "./seen.ts";
import type { SiteStore } from "./store.ts";
import { siteBoundMilliseconds, siteTiming } from "./timing.ts";

/** By then each job has been run once. */
const warmMilliseconds = 20_000;
/** So much time at most goes by until the cut; then a worker of the minority has to own a job. */
const longestLoadMilliseconds = 1_500;
const ownedMilliseconds = 8_000;
/** About as long as a run takes: the cut comes anywhere in it, and seldom behind it. */
const longestRunMilliseconds = 1_000;
const timeToLiveMilliseconds = siteTiming.timeToLiveSeconds * 1000;
/** How long after the time to live effects of the minority are looked for. */
const afterTimeToLiveMilliseconds = 1_000;
/** By then a worker of the minority has been left without an answer often enough to try to reserve. */
const attemptMilliseconds = 9_000;
/** The majority is waited for as long as the bound allows, and somewhat longer where the store is out of order. */
const outageMilliseconds = 10_000;
const afterHealingMilliseconds = 2_000;
const longestAfterHealingMilliseconds = 8_000;

/** What takes part in a scenario. */
export interface Scene {
  readonly cut: Cut;
  readonly store: SiteStore;
  readonly crew: Crew;
  readonly witness: Witness;
  readonly watch: Watch;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/**
 * Cuts at a moment that is drawn, anywhere in a run and without a warning; lets the operator respond; heals when each job was
 * reserved by the majority, or should have been; and returns when every worker has been heard of again.
 */
export async function play(scene: Scene): Promise<Omit<Seen, "events">> {
  const { cut, store, witness } = scene;
  const kept = members.filter((member) => !isLost(cut, member));
  const outages = watchForOutages(store, [...new Set(kept.map(({ site }) => site))], (fault) => {
    for (const job of jobs) witness.record({ type: "info", operation: "fault", worker: "store", job, fault });
  });
  try {
    return await cutAndHeal(scene, kept, outages);
  } finally {
    store.wideArea.heal();
    await outages.stop();
  }
}

async function cutAndHeal(
  { cut, store, crew, witness, watch, random, signal }: Scene,
  kept: readonly Member[],
  outages: OutageWatch,
): Promise<Omit<Seen, "events">> {
  const lost = members.filter((member) => isLost(cut, member));
  const wait = (milliseconds: number) => delay(milliseconds, undefined, { signal });
  const record = (fault: FaultKind) => {
    for (const { worker, job } of lost) witness.record({ type: "info", operation: "fault", worker, job, fault });
  };

  await Promise.all(jobs.map((job) => watch.seen((event) => event.job === job && isFinish(event), warmMilliseconds)));
  await wait(random.integer(0, longestLoadMilliseconds));
  await watch.seen(isGrantOf(lost.length === 0 ? members : lost), ownedMilliseconds);
  await wait(random.integer(0, longestRunMilliseconds));

  const requests = crew.requests();
  store.wideArea.cut(cut.directions);
  const lastBefore = witness.events.length;
  record("cut-off");
  await store.respond(cut, signal);
  crew.reroute();
  await Promise.all([
    wait(timeToLiveMilliseconds + afterTimeToLiveMilliseconds),
    untilReserved({ kept, watch, outages, wait }),
    ...lost.map((member) => watch.seen(isAttemptOf(member), attemptMilliseconds)),
  ]);

  const healed = witness.events.length;
  store.wideArea.heal();
  crew.reroute();
  record("reconnected");
  await Promise.all([
    wait(afterHealingMilliseconds),
    ...members.map((member) => watch.seen(isAnswerTo(member), longestAfterHealingMilliseconds)),
  ]);
  return {
    cut: lastBefore,
    healed,
    siteOf: new Map(members.map(({ worker, site }) => [worker, site])),
    minority: cut.minority,
    requests,
    timeToLiveMilliseconds,
    boundMilliseconds: siteBoundMilliseconds,
  };
}

/** Waits until each job was reserved by the majority, or the store has served for longer than the bound without that. */
async function untilReserved(options: {
  readonly kept: readonly Member[];
  readonly watch: Watch;
  readonly outages: OutageWatch;
  wait(milliseconds: number): Promise<void>;
}): Promise<void> {
  const { kept, watch, outages, wait } = options;
  const latest = siteBoundMilliseconds * 1.05 + outageMilliseconds;
  const begun = performance.now();
  const downBefore = outages.downMilliseconds;
  const served = () => performance.now() - begun - (outages.downMilliseconds - downBefore);
  let reserved = false;
  const all = [...Map.groupBy(kept, ({ job }) => job).values()].map((of) => watch.seen(isGrantOf(of), latest));
  const waiting = Promise.all(all).then(() => {
    reserved = true;
  });
  const overdue = async () => {
    while (!reserved && served() <= siteBoundMilliseconds * 1.05) await wait(100);
  };
  await Promise.race([waiting, overdue()]);
}

function isLost({ minority }: Cut, { site }: Member): boolean {
  return minority.includes(site);
}

const isFinish: Match = ({ operation, type }) => operation === "finish" && type === "ok";

function isGrantOf(some: readonly Member[]): Match {
  const workers = new Set(some.map(({ worker }) => worker));
  return ({ operation, type, worker }) => operation === "reserve" && type === "ok" && workers.has(worker);
}

function isAttemptOf({ worker: name }: Member): Match {
  return ({ operation, type, worker }) => operation === "reserve" && type === "invoke" && worker === name;
}

/** That it has learnt whether it was granted a reservation. */
function isAnswerTo({ worker: name }: Member): Match {
  return ({ operation, type, worker }) =>
    operation === "reserve" && (type === "ok" || type === "fail") && worker === name;
}
