import { createHash } from "node:crypto";
import type { Interaction, Pact } from "../../pact/pact.ts";
import { verifiableContent } from "../../pact/write/interaction.ts";
import { canonical } from "../../schema/equality.ts";

const contents = new WeakMap<Interaction, string>();

/**
 * Identifies what a pact asks of its provider, SHA-256 in hexadecimal: the same for files that differ in nothing but the
 * order of interactions and members, the version of the specification, metadata, comments and marks. A result of one
 * holds for the other.
 */
export function pactDigest(pact: Pact): string {
  const hash = createHash("sha256").update(`${JSON.stringify([pact.consumer, pact.provider])}\n`);
  const lines = pact.interactions.map((one) => `${JSON.stringify(one.description)} ${interactionContent(one)}\n`);
  for (const line of lines.toSorted()) hash.update(line);
  return hash.digest("hex");
}

/** What an interaction asks, whatever it is called: one text for all that send and expect the same in the same states. */
export function interactionContent(interaction: Interaction): string {
  const known = contents.get(interaction);
  if (known !== undefined) return known;
  const { description: _label, pending: _mark, ...said } = verifiableContent(interaction);
  const content = canonical(said);
  contents.set(interaction, content);
  return content;
}
