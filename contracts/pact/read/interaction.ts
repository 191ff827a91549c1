import { isObject, type JsonObject } from "../../json.ts";
import type { Interaction, PactSpecification, ProviderState } from "../pact.ts";
import { readMessage, readRequest, readResponse } from "./parts.ts";
import { below, objectAt, optionalListAt, optionalObjectAt, type Place, refuse, textAt } from "./place.ts";

/**
 * Reads one interaction of a file; `inMessages`: it stands in the `messages` of V3. Throws `TercetError` (`contract`)
 * with file and pointer.
 */
export function readInteraction(
  value: unknown,
  specification: PactSpecification,
  place: Place,
  inMessages = false,
): Interaction {
  const node = objectAt(value, place, "an interaction");
  const base = {
    description: textAt(node.description ?? "", below(place, "description"), "the description"),
    ...(typeof node.key === "string" ? { key: node.key } : {}),
    pending: node.pending === true,
    providerStates: readStates(node, place),
    comments: optionalObjectAt(node.comments, below(place, "comments"), "comments"),
    pointer: place.pointer,
    raw: node,
  };
  const type = inMessages ? "Asynchronous/Messages" : (node.type ?? "Synchronous/HTTP");
  if (type === "Synchronous/HTTP") {
    const request = readRequest(node.request, specification, below(place, "request"));
    const response = readResponse(node.response, specification, below(place, "response"));
    return { ...base, type, request, response };
  }
  if (type === "Asynchronous/Messages") return { ...base, type, message: readMessage(node, specification, place) };
  if (type === "Synchronous/Messages") {
    const request = readMessage(node.request, specification, below(place, "request"));
    return { ...base, type, request, responses: readResponses(node.response, specification, below(place, "response")) };
  }
  const problem = `interactions of the type ${JSON.stringify(type)} are not known; remove it, or use one of Pact V4`;
  throw refuse(below(place, "type"), "pact-type", problem);
}

/** A list in the specification; a single response is tolerated. */
function readResponses(value: unknown, specification: PactSpecification, place: Place) {
  if (isObject(value)) return [readMessage(value, specification, place)];
  const responses = optionalListAt(value, place, "the responses");
  return responses.map((response, index) => readMessage(response, specification, below(place, index)));
}

/** `providerStates` of V3, else `providerState` of V1 and V2 (`provider_state` in the first files). */
function readStates(node: JsonObject, place: Place): readonly ProviderState[] {
  if (node.providerStates === undefined || node.providerStates === null) {
    const name = node.providerState ?? node.provider_state;
    if (name === undefined || name === null || name === "") return [];
    return [{ name: textAt(name, below(place, "providerState"), "the provider state"), params: {} }];
  }
  if (typeof node.providerStates === "string") return [{ name: node.providerStates, params: {} }];
  const here = below(place, "providerStates");
  return optionalListAt(node.providerStates, here, "the provider states").map((state, index) => {
    if (typeof state === "string") return { name: state, params: {} };
    const item = below(here, index);
    const { name, params } = objectAt(state, item, "a provider state");
    return {
      name: textAt(name, below(item, "name"), "the name of a provider state"),
      params: optionalObjectAt(params, below(item, "params"), "params"),
    };
  });
}
