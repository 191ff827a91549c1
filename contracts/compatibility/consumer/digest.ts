import { createHash } from "node:crypto";
import { isObject } from "../../json.ts";
import { resolvePointer } from "../../model/pointer.ts";
import type { Interaction, Pact } from "../../pact/pact.ts";
import { canonical } from "../../schema/equality.ts";

/** Members of an interaction in the file that say nothing of what is sent and expected. */
const labels = new Set(["description", "key", "pending", "comments", "_id", "interactionMarkup"]);

const contents = new WeakMap<Interaction, string>();

/**
 * Identifies what a pact asks of its provider, SHA-256 in hexadecimal: the same for files that differ in nothing but the
 * order of interactions and members, the metadata, comments and marks. A result of one holds for the other.
 */
export function pactDigest(pact: Pact): string {
  const hash = createHash("sha256").update(`${JSON.stringify([pact.consumer, pact.provider])}\n`);
  const lines = pact.interactions.map((one) => `${JSON.stringify(one.description)} ${interactionContent(pact, one)}\n`);
  for (const line of lines.toSorted()) hash.update(line);
  return hash.digest("hex");
}

/** What an interaction asks, whatever it is called: one text for all that send and expect the same in the same states. */
export function interactionContent({ document }: Pact, interaction: Interaction): string {
  const known = contents.get(interaction);
  if (known !== undefined) return known;
  const raw = resolvePointer(document, interaction.pointer);
  const members = Object.entries(isObject(raw) ? raw : {}).filter(([name]) => !labels.has(name));
  const content = canonical(Object.fromEntries(members));
  contents.set(interaction, content);
  return content;
}
