import { canonical } from "../../schema/equality.ts";
import type { Interaction } from "../pact.ts";
import { verifiableContent } from "../write/interaction.ts";
import { refuse } from "./place.ts";

/**
 * What identifies an interaction within a pact: its type, description and provider states, in one text. Two interactions
 * of the same identity must say the same (Pact specification V3: "description and provider states").
 */
export function identityOf({ type, description, providerStates }: Interaction): string {
  return canonical([type, description, providerStates]);
}

/**
 * Refuses pacts that contradict themselves: interactions of the same description and provider states, or of the same key,
 * that differ. Throws `TercetError` (`contract`) naming both. The same interaction twice is no contradiction.
 */
export function refuseContradictions(interactions: readonly Interaction[], source: string): void {
  const known = new Map<string, Interaction>();
  for (const interaction of interactions) {
    const { key } = interaction;
    for (const name of [identityOf(interaction), ...(key === undefined ? [] : [`key ${key}`])]) {
      const other = known.get(name);
      if (other === undefined) known.set(name, interaction);
      else refuseContradiction(other, interaction, source);
    }
  }
}

/** Refuses two interactions that go by the same name, unless they say the same. `source` is the file of the second. */
export function refuseContradiction(known: Interaction, other: Interaction, source: string): void {
  if (canonical(verifiableContent(known)) === canonical(verifiableContent(other))) return;
  const what =
    identityOf(known) === identityOf(other)
      ? `the description ${JSON.stringify(other.description)} and the provider states`
      : `the key ${JSON.stringify(other.key)}`;
  const problem = `it has ${what} of the interaction at ${known.pointer || "/"}, and says something else; rename one of them`;
  throw refuse({ source, pointer: other.pointer }, "pact-contradiction", problem);
}
