import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Interaction, PactMessage, PactRequest, PactResponse, ProviderState } from "../pact.ts";
import { bodyDocument } from "./body.ts";
import { generatorsDocument } from "./generators.ts";
import { rulesDocument } from "./rules.ts";

/** Members of older versions that V4 says in another way. */
const obsolete = ["providerState", "provider_state", "metaData"];

/**
 * Writes an interaction as V4 has it. What the file had besides (`raw`) is kept at every level; members that an older
 * version says in another way are replaced.
 */
export function interactionDocument(interaction: Interaction): JsonObject {
  const raw = interaction.raw ?? {};
  const { description, key, pending, comments, providerStates, type } = interaction;
  const members: Record<string, Json> = {
    ...without(raw, [...obsolete, ...parts(interaction)]),
    type,
    description,
    ...(key === undefined ? {} : { key }),
    ...content(interaction, raw),
  };
  if (providerStates.length > 0)
    members.providerStates = providerStates.map((state, at) => stateDocument(state, raw, at));
  if (pending || raw.pending !== undefined) members.pending = pending;
  if (Object.keys(comments).length > 0) members.comments = comments;
  return members;
}

/**
 * What of an interaction a verification depends on, in one form whatever version it was read from: without key, comments
 * and the markup for user interfaces.
 */
export function verifiableContent(interaction: Interaction): JsonObject {
  return without(interactionDocument(interaction), ["key", "comments", "interactionMarkup", "_id"]);
}

/** The members that hold what was said and answered; they are written anew. */
function parts({ type }: Interaction): readonly string[] {
  return type === "Asynchronous/Messages"
    ? ["contents", "metadata", "matchingRules", "generators", "providerStates"]
    : ["request", "response", "providerStates"];
}

function content(interaction: Interaction, raw: JsonObject): JsonObject {
  if (interaction.type === "Asynchronous/Messages") return messageDocument(interaction.message, raw);
  if (interaction.type === "Synchronous/HTTP") {
    return {
      request: requestDocument(interaction.request, nodeOf(raw.request)),
      response: responseDocument(interaction.response, nodeOf(raw.response)),
    };
  }
  const before = Array.isArray(raw.response) ? raw.response : [raw.response];
  return {
    request: {
      ...without(nodeOf(raw.request), messageMembers),
      ...messageDocument(interaction.request, nodeOf(raw.request)),
    },
    response: interaction.responses.map((response, index) => {
      const node = nodeOf(before[index]);
      return { ...without(node, messageMembers), ...messageDocument(response, node) };
    }),
  };
}

const httpMembers = ["method", "path", "query", "headers", "body", "status", "matchingRules", "generators"];
const messageMembers = ["contents", "metadata", "metaData", "matchingRules", "generators"];

function requestDocument({ method, path, query, ...rest }: PactRequest, raw: JsonObject): JsonObject {
  return {
    ...without(raw, httpMembers),
    method,
    path,
    ...(query.size === 0 ? {} : { query: Object.fromEntries(query) }),
    ...httpContent(rest, raw),
  };
}

function responseDocument({ status, ...rest }: PactResponse, raw: JsonObject): JsonObject {
  return { ...without(raw, httpMembers), status, ...httpContent(rest, raw) };
}

function httpContent(part: Omit<PactResponse, "status">, raw: JsonObject): JsonObject {
  return {
    ...(part.headers.size === 0 ? {} : { headers: Object.fromEntries(part.headers) }),
    ...bodyMember("body", part.body, raw.body),
    ...rulesAndGenerators(part, raw),
  };
}

function messageDocument(message: PactMessage, raw: JsonObject): JsonObject {
  return {
    ...bodyMember("contents", message.contents, raw.contents),
    ...(Object.keys(message.metadata).length === 0 ? {} : { metadata: message.metadata }),
    ...rulesAndGenerators(message, raw),
  };
}

function bodyMember(name: "body" | "contents", body: PactResponse["body"], raw: Json | undefined): JsonObject {
  const written = bodyDocument(body);
  if (written === undefined) return {};
  const hint = isObject(raw) && typeof raw.contentTypeHint === "string" && raw.content !== undefined;
  return { [name]: hint ? { ...written, contentTypeHint: raw.contentTypeHint as string } : written };
}

function rulesAndGenerators(part: Pick<PactResponse, "matchingRules" | "generators">, raw: JsonObject): JsonObject {
  const matchingRules = rulesDocument(part.matchingRules, raw.matchingRules);
  const generators = generatorsDocument(part.generators);
  return {
    ...(Object.keys(matchingRules).length === 0 ? {} : { matchingRules }),
    ...(Object.keys(generators).length === 0 ? {} : { generators }),
  };
}

function stateDocument({ name, params }: ProviderState, raw: JsonObject, at: number): JsonObject {
  const before = Array.isArray(raw.providerStates) ? nodeOf(raw.providerStates[at]) : {};
  const kept = before.name === name ? without(before, ["params"]) : {};
  return { ...kept, name, ...(Object.keys(params).length === 0 ? {} : { params }) };
}

function nodeOf(value: Json | undefined): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

function without(node: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([name]) => !names.includes(name)));
}
