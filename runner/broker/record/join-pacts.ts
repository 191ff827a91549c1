import {
  type Json,
  type JsonObject,
  mergePacts,
  type Pact,
  pactDocument,
  parsePact,
  parsePointer,
} from "../../../contracts/index.ts";

/**
 * What two publications under one version say together: each interaction once. Files of one specification keep it, so that
 * whoever could read the first can read both; else it is V4. Throws `TercetError` (`contract`) where an interaction of the
 * same description and states differs.
 */
export function joinPacts(known: Pact, added: Pact): Pact {
  const merged = mergePacts([known, added]);
  const document = known.specification === added.specification ? appended(known, added, merged) : pactDocument(merged);
  return parsePact(document, added.source);
}

/** The first document, with what only the second one has: in the list in which it stands there. */
function appended(known: Pact, added: Pact, merged: Pact): JsonObject {
  const document: Record<string, Json> = { ...known.document };
  for (const interaction of added.interactions.filter((one) => merged.interactions.includes(one))) {
    const [section = "", index = ""] = parsePointer(interaction.pointer) ?? [];
    const from = added.document[section];
    const list = document[section];
    if (!Array.isArray(from)) continue;
    document[section] = [...(Array.isArray(list) ? list : []), from[Number(index)] ?? null];
  }
  return document;
}
