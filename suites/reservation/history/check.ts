import type { History } from "./event.ts";
import type { Judgement } from "./judgement.ts";
import { progress } from "./progress.ts";
import { trackRuns } from "./runs.ts";
import { singleEffectiveRunner } from "./single-effective-runner.ts";

/** Judges all properties in one pass over a history: linear, since grants give the order and nothing is searched. */
export function checkHistory({ header, events }: History): readonly Judgement[] {
  const runs = trackRuns();
  const effects = singleEffectiveRunner(runs);
  const takeovers = progress(runs, header.takeoverBoundMilliseconds);
  events.forEach((event, index) => {
    const number = index + 1;
    takeovers.observe(event, number);
    runs.observe(event, number);
    effects.observe(event, number);
  });
  return [effects.judgement(), takeovers.judgement()];
}
