import { isObject, type Json, type JsonObject } from "../json.ts";
import { canonical } from "../schema/equality.ts";
import type { Interaction, Pact } from "./pact.ts";
import { readInteraction } from "./read/interaction.ts";
import { parseSpecification } from "./read/version.ts";
import { interactionDocument } from "./write/interaction.ts";

/** Where files before V4 say their version, and V3 its messages. */
const obsoleteMetadata = ["pact-specification", "pactSpecificationVersion"];

/**
 * Writes a pact as a V4 document. Nothing that the file said is lost: attributes that the specification does not know are
 * kept at every level, and interactions of a V4 file that were not changed are written as they were read.
 */
export function pactDocument(pact: Pact): JsonObject {
  const { consumer, provider, document } = pact;
  const rest = Object.fromEntries(Object.entries(document).filter(([name]) => name !== "messages"));
  return {
    ...rest,
    consumer: { ...objectOr(document.consumer), name: consumer },
    provider: { ...objectOr(document.provider), name: provider },
    interactions: pact.interactions.map(
      (interaction) => unchanged(interaction, pact) ?? interactionDocument(interaction),
    ),
    metadata: metadataDocument(objectOr(document.metadata)),
  };
}

/** The interaction as the file had it, where that is V4 and still says the same. */
function unchanged(interaction: Interaction, { specification, source }: Pact): JsonObject | undefined {
  if (specification !== "4.0" || typeof interaction.raw?.type !== "string") return undefined;
  const read = readInteraction(interaction.raw, "4.0", { source, pointer: interaction.pointer });
  return sameContent(read, interaction) ? interaction.raw : undefined;
}

function sameContent(left: Interaction, right: Interaction): boolean {
  return canonical(interactionDocument(left)) === canonical(interactionDocument(right));
}

function metadataDocument(metadata: JsonObject): JsonObject {
  const version = objectOr(metadata.pactSpecification).version;
  if (parseSpecification(String(version)) === "4.0") return metadata;
  const kept = Object.entries(metadata).filter(([name]) => !obsoleteMetadata.includes(name));
  return {
    ...Object.fromEntries(kept),
    pactSpecification: { ...objectOr(metadata.pactSpecification), version: "4.0" },
  };
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}
