import { type Interaction, interactionContent, type Pact, TercetError } from "../../contracts/index.ts";

/** Which interactions of a pact are replayed; without anything, all are. */
export interface InteractionSelection {
  /** A part of the description, in any case. */
  readonly filter?: string;
  /** The key (V4), the whole description, or the JSON Pointer of the interaction. */
  readonly interaction?: string;
  /** The name of a provider state that it needs. */
  readonly state?: string;
}

/** An interaction that is to be replayed. */
export interface PlannedInteraction {
  readonly pact: Pact;
  readonly interaction: Interaction;
  /** Unique in its pact, the same from run to run: the description, and the states that it needs. */
  readonly name: string;
  /** What `InteractionSelection.interaction` takes to choose this one and no other. */
  readonly reference: string;
  /** The same for interactions with the same content and states: one of them is asked for all. */
  readonly content: string;
}

/**
 * The interactions of a pact that are selected, in their order. Throws `TercetError` where there is none: a verification
 * of nothing would be green for nothing (`contract` for an empty pact, `usage` for a selection that fits none).
 */
export function planReplay(pact: Pact, selection: InteractionSelection = {}): readonly PlannedInteraction[] {
  if (pact.interactions.length === 0) {
    throw new TercetError("contract", `${pact.source} has no interaction: there is nothing to verify in it.`, {
      place: { file: pact.source, pointer: "/interactions" },
    });
  }
  const planned = namedInteractions(pact).filter(({ interaction }) => isSelected(interaction, selection));
  if (planned.length > 0) return planned;
  const descriptions = [...new Set(pact.interactions.map(({ description }) => `"${description}"`))];
  const some = descriptions.length > 5 ? `${descriptions.slice(0, 5).join(", ")} …` : descriptions.join(", ");
  throw new TercetError("usage", `No interaction of ${pact.source} is selected; it has ${some}.`, {
    place: { file: pact.source },
  });
}

/** Whether anything of a pact is selected; an empty pact counts, so that it is told and not passed over. */
export function hasSelected(pact: Pact, selection: InteractionSelection): boolean {
  return pact.interactions.length === 0 || pact.interactions.some((interaction) => isSelected(interaction, selection));
}

function namedInteractions(pact: Pact): readonly PlannedInteraction[] {
  const descriptions = Map.groupBy(pact.interactions, ({ description }) => description);
  const used = new Map<string, number>();
  return pact.interactions.map((interaction) => {
    const { description, providerStates, key, pointer } = interaction;
    const states = providerStates.map(({ name }) => name).join(" and ");
    const full = states === "" ? description : `${description} given ${states}`;
    const count = (used.get(full) ?? 0) + 1;
    used.set(full, count);
    const unique = descriptions.get(description)?.length === 1;
    return {
      pact,
      interaction,
      name: count === 1 ? full : `${full} (${count})`,
      reference: key ?? (unique ? description : pointer),
      content: interactionContent(interaction),
    };
  });
}

function isSelected(candidate: Interaction, { filter, interaction, state }: InteractionSelection): boolean {
  const { description, key, pointer, providerStates } = candidate;
  if (filter !== undefined && !description.toLowerCase().includes(filter.toLowerCase())) return false;
  if (interaction !== undefined && ![key, description, pointer].includes(interaction)) return false;
  return state === undefined || providerStates.some(({ name }) => name === state);
}
