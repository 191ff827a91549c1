import { setTimeout as sleep } from "node:timers/promises";
import type { CheckContext } from "../../kit/check.ts";
import type { MetricsRoute } from "./metrics-route.ts";
import { declineBetween, type Movement, movementBetween, returns, startTimes } from "./movement.ts";
import { type Scrape, scrape, type Unreadable } from "./scrape.ts";

/** What was measured may be written down only after the answer was sent: as often, and after so long, it is looked again. */
export const looks: readonly number[] = [0, 50, 300, 1000];
/** So many scrapes, one right after the other, show whether several processes answer. */
const idleScrapes = 6;

/** Watches what a service measures. */
export interface MetricsObserver {
  /** The last scrape. */
  readonly latest: () => Scrape;
  /** A count that went down, as a clause. */
  readonly decline: () => string | undefined;
  /** How long the fastest scrape took, in milliseconds, and how many there were. */
  readonly fastest: () => { readonly milliseconds: number; readonly scrapes: number };
  /** Scrapes once more; throws `UnreadableMetrics`. */
  look(): Promise<Scrape>;
  /** What moved since `before`: looks until `isEnough`, and a few times at the most. */
  since(before: Scrape, isEnough: (movement: Movement) => boolean): Promise<Movement>;
  /**
   * Whether several processes answer in turn behind one address, so that no movement can be told: looks a few times, one right
   * after the other. One that shows at any time is enough.
   */
  isSeveral(): Promise<boolean>;
  /** Whether they showed until now. */
  readonly isKnownSeveral: () => boolean;
}

/** The route answered something that is no exposition, although it did before. */
export class UnreadableMetrics extends Error {
  override readonly name = "UnreadableMetrics";
  readonly unreadable: Unreadable;

  constructor(unreadable: Unreadable) {
    super(unreadable.fault);
    this.unreadable = unreadable;
  }
}

/** Begins with a scrape; throws `UnreadableMetrics`. */
export async function createMetricsObserver(context: CheckContext, route: MetricsRoute): Promise<MetricsObserver> {
  let latest: Scrape | undefined;
  let decline: string | undefined;
  let hasChanged = false;
  let hasWaitedInVain = false;
  let milliseconds = Number.POSITIVE_INFINITY;
  let scrapes = 0;

  async function look(): Promise<Scrape> {
    const startedAt = performance.now();
    const scraped = await scrape(context, route);
    if ("fault" in scraped) throw new UnreadableMetrics(scraped);
    milliseconds = Math.min(milliseconds, (performance.now() - startedAt) / Math.max(1, scraped.length));
    scrapes++;
    if (latest !== undefined) {
      if (startTimes(latest) !== startTimes(scraped)) hasChanged = true;
      decline ??= declineBetween(latest, scraped);
    }
    latest = scraped;
    return scraped;
  }

  const first = await look();
  return {
    latest: () => latest ?? first,
    decline: () => decline,
    fastest: () => ({ milliseconds, scrapes }),
    look,
    async since(before, isEnough) {
      let movement = movementBetween(before, before);
      // Who once waited as long as that in vain does not wait as long for each operation.
      for (const wait of hasWaitedInVain ? looks.slice(0, -1) : looks) {
        await sleep(wait, undefined, { signal: context.signal }).catch(() => {});
        movement = movementBetween(before, await look());
        if (isEnough(movement)) return movement;
      }
      hasWaitedInVain = true;
      return movement;
    },
    isKnownSeveral: () => hasChanged,
    async isSeveral() {
      const idle: Scrape[] = [];
      while (!hasChanged && idle.length < idleScrapes) {
        idle.push(await look());
        if (returns(idle)) hasChanged = true;
      }
      return hasChanged;
    },
  };
}
