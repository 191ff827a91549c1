import { isObject } from "../../json.ts";
import type { Schema } from "../contract.ts";
import { contractError } from "../contract-error.ts";
import { pointer as join } from "../pointer.ts";
import type { Resolver } from "../resolve.ts";
import { readShape } from "../shape.ts";
import { readSunset, sunsetKey } from "../sunset.ts";
import { messageSchemaKind } from "./grammar.ts";
import type { Life, Message, MessageSchema } from "./message-contract.ts";
import { lifeShape, locationShape, messageShape } from "./shape.ts";

/**
 * Reads the messages of a channel, or of the other places that hold some by key. Throws `TercetError` (`contract`) where
 * one cannot be used.
 */
export function readMessages(
  messages: Readonly<Record<string, unknown>>,
  pointer: string,
  resolver: Resolver,
  defaultContentType: string,
): readonly Message[] {
  return Object.entries(messages).map(([id, value]) =>
    readMessage(id, value, pointer + join(id), resolver, defaultContentType),
  );
}

function readMessage(
  id: string,
  value: unknown,
  place: string,
  resolver: Resolver,
  defaultContentType: string,
): Message {
  const { node, pointer } = resolver.resolve(value, place);
  const shape = readShape(messageShape, node, pointer, resolver.source);
  const payload = readSchema(node.payload, `${pointer}/payload`, resolver);
  const headers = readSchema(node.headers, `${pointer}/headers`, resolver);
  const key = readKey(node.bindings, `${pointer}/bindings`, resolver);
  return {
    id,
    name: shape.name ?? id,
    title: shape.title,
    contentType: shape.contentType ?? defaultContentType,
    ...(payload === undefined ? {} : { payload }),
    ...(headers === undefined ? {} : { headers }),
    ...(key === undefined ? {} : { key }),
    ...readLocation("correlationId", node.correlationId, pointer, resolver),
    examples: shape.examples.map(({ name, payload, headers }, index) => ({
      name: name ?? String(index),
      ...(payload === undefined ? {} : { payload }),
      ...(headers === undefined ? {} : { headers }),
      pointer: `${pointer}/examples/${index}`,
    })),
    life: readLife(node, pointer, resolver.source),
    pointer,
  };
}

/** Reads where a runtime expression stands in a member: of a correlation id, or of a reply's address. */
export function readLocation<Name extends string>(
  name: Name,
  value: unknown,
  pointer: string,
  resolver: Resolver,
): { readonly [member in Name]?: string } {
  if (value === undefined) return {};
  const { node, pointer: place } = resolver.resolve(value, pointer + join(name));
  const { location } = readShape(locationShape, node, place, resolver.source);
  return { [name]: location } as { readonly [member in Name]?: string };
}

/**
 * Reads what is to go: the day from `x-sunset`, as in OpenAPI, or by its older name `x-tercet.sunset`; that it is deprecated
 * from `x-tercet`. Throws `TercetError` (`contract`) for a sunset that is no day.
 */
export function readLife(node: Readonly<Record<string, unknown>>, pointer: string, source: string): Life {
  const own = readShape(lifeShape, node["x-tercet"] ?? {}, `${pointer}/x-tercet`, source, "x-tercet");
  const stated = node[sunsetKey];
  const sunset = stated === undefined ? own.sunset : readSunset(stated)?.toISOString().slice(0, 10);
  if (stated !== undefined && sunset === undefined) {
    const problem = `${JSON.stringify(stated)} is no day; write one, as 2027-01-31`;
    throw contractError(source, `${pointer}/${sunsetKey}`, "sunset-date", problem);
  }
  return { deprecated: own.deprecated, ...(sunset === undefined ? {} : { sunset }) };
}

function readSchema(value: unknown, place: string, resolver: Resolver): MessageSchema | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) return { kind: "json", schema: value as boolean, pointer: place };
  if (messageSchemaKind(value) === "schema") return { kind: "json", schema: value as Schema, pointer: place };
  const { node, pointer } = resolver.resolve(value, place);
  const kind = messageSchemaKind(node);
  if (kind === "foreignSchema") {
    return { kind: "foreign", format: String(node.schemaFormat), schema: node.schema, pointer };
  }
  if (kind === "formattedSchema") return { kind: "json", schema: node.schema as Schema, pointer: `${pointer}/schema` };
  return { kind: "json", schema: node as Schema, pointer };
}

/** Kafka alone says what its keys look like (AsyncAPI bindings, Kafka, Message Binding Object). */
function readKey(bindings: unknown, place: string, resolver: Resolver): MessageSchema | undefined {
  if (bindings === undefined) return undefined;
  const { node, pointer } = resolver.resolve(bindings, place);
  return isObject(node.kafka) ? readSchema(node.kafka.key, `${pointer}/kafka/key`, resolver) : undefined;
}
