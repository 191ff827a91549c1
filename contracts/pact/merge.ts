import type { JsonObject } from "../json.ts";
import type { Interaction, Pact } from "./pact.ts";
import { identityOf, refuseContradiction } from "./read/contradictions.ts";
import { refuse } from "./read/place.ts";

/**
 * Puts pacts of the same consumer and provider together, each interaction once, ordered by description and states, so
 * that the files of two runs differ only where their interactions do. A later pact adds to an earlier one, or says the
 * same. Throws `TercetError` (`contract`) for pacts of others, for none, and where two contradict each other.
 */
export function mergePacts(pacts: readonly Pact[]): Pact {
  const [first] = pacts;
  if (first === undefined) throw refuse({ source: "the pacts", pointer: "" }, "pact-merge", "there are none; give one");
  const interactions = new Map<string, Interaction>();
  for (const pact of pacts) {
    requireSamePair(first, pact);
    for (const interaction of pact.interactions) {
      const identity = identityOf(interaction);
      const known = interactions.get(identity);
      if (known === undefined) interactions.set(identity, interaction);
      else refuseContradiction(known, interaction, pact.source);
    }
  }
  const ordered = [...interactions].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
  const document: JsonObject = Object.assign({}, ...pacts.toReversed().map((pact) => pact.document));
  return { ...first, specification: "4.0", interactions: ordered, document };
}

function requireSamePair(first: Pact, pact: Pact): void {
  if (pact.consumer === first.consumer && pact.provider === first.provider) return;
  const problem =
    `it is between ${pact.consumer} and ${pact.provider}, and cannot be merged with one between ` +
    `${first.consumer} and ${first.provider}; merge pacts of the same two`;
  throw refuse({ source: pact.source, pointer: "" }, "pact-merge", problem);
}
