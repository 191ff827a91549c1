import { createRandom, type Pact, pactDigest } from "../../contracts/index.ts";
import { ask, type Provider } from "./ask.ts";
import { asPending, type InteractionOutcome, type InteractionResult, type ReplayResult, stopped } from "./outcome.ts";
import type { PlannedInteraction } from "./plan.ts";
import type { States } from "./states.ts";
import { withStates } from "./with-states.ts";

/** Everything that a replay needs, complete. */
export interface Replay {
  readonly pact: Pact;
  /** What `planReplay` selected of the pact. */
  readonly planned: readonly PlannedInteraction[];
  readonly provider: Provider;
  readonly states: States;
  /** Interactions that need states are replayed side by side too. */
  readonly statesIndependent: boolean;
  /** As many interactions are under way at once. */
  readonly concurrency: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Stands around each interaction, and runs it: for who reports as the replay goes. */
  readonly around: (planned: PlannedInteraction, run: () => Promise<InteractionOutcome>) => Promise<InteractionOutcome>;
}

/**
 * Replays interactions against a provider. Those without provider states go first, side by side; then those with states,
 * one after the other, since one state may undo another. Interactions with the same content and states are asked once,
 * and each is told the outcome. After an abort the rest is inconclusive, and what was set up is torn down.
 */
export async function replayAll(replay: Replay): Promise<readonly InteractionOutcome[]> {
  const { planned, concurrency, statesIndependent } = replay;
  const asked = new Map<string, Promise<InteractionOutcome>>();
  const outcomes = new Map<PlannedInteraction, InteractionOutcome>();

  const once = (one: PlannedInteraction) => {
    const known = asked.get(one.content);
    if (known !== undefined) return known;
    const outcome = replayOne(replay, one);
    asked.set(one.content, outcome);
    return outcome;
  };
  const each = async (one: PlannedInteraction) => {
    const run = async () => {
      const outcome = await once(one);
      return one.interaction.pending ? asPending(outcome) : outcome;
    };
    outcomes.set(one, await replay.around(one, run));
  };

  const needsNoState = ({ interaction }: PlannedInteraction) => interaction.providerStates.length === 0;
  await sideBySide(planned.filter(needsNoState), concurrency, each);
  const others = planned.filter((one) => !needsNoState(one));
  await sideBySide(others, statesIndependent ? concurrency : 1, each);
  return planned.map((one) => outcomes.get(one) as InteractionOutcome);
}

/** Does the same with each item, so many at once. Nothing waits in a queue: there may be very many items. */
async function sideBySide<T>(
  items: readonly T[],
  concurrency: number,
  each: (item: T) => Promise<void>,
): Promise<void> {
  const remaining = items.values();
  const worker = async () => {
    for (const item of remaining) await each(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
}

async function replayOne(replay: Replay, { interaction, name, pact }: PlannedInteraction): Promise<InteractionOutcome> {
  const { provider, states, seed, signal } = replay;
  if (signal.aborted) return stopped("inconclusive", reasonOfAbort(signal));
  const random = createRandom(seed, name);
  const outcome = await withStates(states, interaction, pact.consumer, (values) =>
    ask(interaction, provider, values, random),
  );
  return outcome.verdict !== "pass" && outcome.exchange === undefined && signal.aborted
    ? { ...outcome, verdict: "inconclusive", message: reasonOfAbort(signal) }
    : outcome;
}

function reasonOfAbort(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : "The replay was interrupted.";
}

/** Puts outcomes into the form in which a verification is published. A part of a pact is never a success of the whole. */
export function resultOf(
  pact: Pact,
  planned: readonly PlannedInteraction[],
  outcomes: readonly InteractionOutcome[],
  versions: { readonly consumerVersion?: string | undefined; readonly providerVersion?: string | undefined } = {},
): ReplayResult {
  const { consumerVersion, providerVersion } = versions;
  const whole = planned.length === pact.interactions.length;
  return {
    pactDigest: pactDigest(pact),
    consumer: pact.consumer,
    ...(consumerVersion === undefined ? {} : { consumerVersion }),
    provider: pact.provider,
    ...(providerVersion === undefined ? {} : { providerVersion }),
    success:
      whole &&
      outcomes.every(({ verdict }, index) => verdict === "pass" || planned[index]?.interaction.pending === true),
    interactions: planned.map(({ interaction }, index): InteractionResult => {
      const { verdict, message, mismatches } = outcomes[index] as InteractionOutcome;
      const { description, key, pointer, providerStates, pending } = interaction;
      return {
        description,
        ...(key === undefined ? {} : { key }),
        pointer,
        providerStates: providerStates.map(({ name }) => name),
        pending,
        verdict,
        ...(message === undefined ? {} : { message }),
        mismatches,
      };
    }),
  };
}
