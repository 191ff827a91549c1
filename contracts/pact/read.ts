import type { JsonObject } from "../json.ts";
import { plainJson } from "../model/plain-json.ts";
import type { Interaction, Pact } from "./pact.ts";
import { refuseContradictions } from "./read/contradictions.ts";
import { readInteraction } from "./read/interaction.ts";
import { below, objectAt, optionalListAt, type Place, refuse, textAt } from "./read/place.ts";
import { specificationOf } from "./read/version.ts";

/**
 * Makes a pact of a document in memory, of any version of the Pact specification from 1 to 4. `source` is its file or URL
 * as the user gave it; errors name it. Throws `TercetError` (`contract`) with file, JSON Pointer and what to do for a
 * document that cannot be used or that contradicts itself.
 */
export function parsePact(document: unknown, source: string): Pact {
  const place: Place = { source, pointer: "" };
  const root = objectAt(plainJson(document, source), place, "a pact");
  const specification = specificationOf(root, place);
  const list = (name: string): readonly Interaction[] => {
    const here = below(place, name);
    return optionalListAt(root[name], here, name).map((item, index) =>
      readInteraction(item, specification, below(here, index), name === "messages"),
    );
  };
  if (root.interactions === undefined && root.messages === undefined) {
    throw refuse(place, "pact-shape", "it holds neither interactions nor messages; give a Pact file");
  }
  const interactions = [...list("interactions"), ...list("messages")];
  refuseContradictions(interactions, source);
  return {
    consumer: nameOf(root, "consumer", place),
    provider: nameOf(root, "provider", place),
    specification,
    interactions,
    document: root,
    source,
  };
}

function nameOf(root: JsonObject, role: "consumer" | "provider", place: Place): string {
  const here = below(place, role);
  const name = textAt(objectAt(root[role], here, `the ${role}`).name, below(here, "name"), `the name of the ${role}`);
  if (name.trim() === "") throw refuse(below(here, "name"), "pact-shape", `the name of the ${role} is empty; give one`);
  return name;
}
