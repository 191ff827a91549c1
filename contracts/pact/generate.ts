import type { JsonObject } from "../json.ts";
import type { Random } from "../random.ts";
import { type Draw, drawFrom, generatorsOf, replaceInBody, replaceTexts, singleGenerator } from "./generators/apply.ts";
import type { GeneratorContext } from "./generators/context.ts";
import { textOf } from "./match/show.ts";
import type { PactMessage, PactRequest, PactResponse } from "./pact.ts";
import { generatorsDocument } from "./write/generators.ts";

const isSameName = (left: string, right: string) => left === right;
const isSameHeader = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

/**
 * Puts generated values in place of a request's examples, before it is sent (Pact specification V3, "Introduce example
 * generators"). Where a generator cannot be used, the example is kept.
 */
export function generateRequest(request: PactRequest, context: GeneratorContext, random: Random): PactRequest {
  if (Object.keys(request.generators).length === 0) return request;
  const generators = generatorsDocument(request.generators);
  const draw = drawFrom(context, random);
  const path = singleGenerator(generators, "path");
  const drawn = path && draw(path, "path");
  return {
    ...request,
    path: drawn === undefined ? request.path : textOf(drawn),
    query: replaceTexts(request.query, generatorsOf(generators, "query"), draw, isSameName),
    headers: replaceTexts(request.headers, generatorsOf(generators, "header"), draw, isSameHeader),
    body: replaceInBody(request.body, generatorsOf(generators, "body"), draw),
  };
}

/** The same for a response, before a mock server answers with it. */
export function generateResponse(response: PactResponse, context: GeneratorContext, random: Random): PactResponse {
  if (Object.keys(response.generators).length === 0) return response;
  const generators = generatorsDocument(response.generators);
  const draw = drawFrom(context, random);
  const status = singleGenerator(generators, "status");
  const drawn = status && draw(status, "status");
  return {
    ...response,
    status: typeof drawn === "number" ? drawn : response.status,
    headers: replaceTexts(response.headers, generatorsOf(generators, "header"), draw, isSameHeader),
    body: replaceInBody(response.body, generatorsOf(generators, "body"), draw),
  };
}

/** The same for a message, before it is given to its consumer or provider. */
export function generateMessage(message: PactMessage, context: GeneratorContext, random: Random): PactMessage {
  if (Object.keys(message.generators).length === 0) return message;
  const generators = generatorsDocument(message.generators);
  const draw = drawFrom(context, random);
  const contents = [...generatorsOf(generators, "body"), ...generatorsOf(generators, "content")];
  return {
    ...message,
    contents: replaceInBody(message.contents, contents, draw),
    metadata: replaceMetadata(message.metadata, generators, draw),
  };
}

function replaceMetadata(metadata: JsonObject, generators: JsonObject, draw: Draw): JsonObject {
  const drawn = new Map(generatorsOf(generators, "metadata"));
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => {
      const generator = drawn.get(name);
      return [name, (generator && draw(generator, name)) ?? value];
    }),
  );
}
