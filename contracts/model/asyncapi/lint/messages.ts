import { schemasOf } from "../../../schema/compile.ts";
import { judgeExample, judgeSchemaExamples } from "../../lint/examples.ts";
import type { LintPlace, SchemaSubject } from "../../lint/rule.ts";
import { resolvePointer } from "../../pointer.ts";
import { namesMember, parseLocation } from "../location.ts";
import type { Message, MessageSchema } from "../message-contract.ts";
import type { MessageRule } from "./subject.ts";

const exampleValid: MessageRule = {
  id: "example-valid",
  severity: "error",
  statement: "every example and default conforms to its schema",
  *find(subject) {
    for (const { examples, payload, headers } of subject.messages) {
      for (const example of examples) {
        yield* judged(payload, example.payload, `${example.pointer}/payload`, subject);
        yield* judged(headers, example.headers, `${example.pointer}/headers`, subject);
      }
    }
    yield* judgeSchemaExamples(subject);
  },
};

function* judged(
  schema: MessageSchema | undefined,
  value: unknown,
  pointer: string,
  subject: SchemaSubject,
): Generator<LintPlace> {
  if (schema?.kind === "json" && value !== undefined) yield* judgeExample(schema.schema, value, pointer, subject);
}

const payloadDescribed: MessageRule = {
  id: "payload-described",
  severity: "warning",
  statement: "every message says in JSON Schema what it carries, so that it can be checked and compared",
  *find({ messages }) {
    for (const { id, payload, pointer } of messages) {
      if (payload?.kind === "json") continue;
      const message =
        payload === undefined
          ? `The message ${id} does not say what it carries; add its payload.`
          : `The payload of ${id} is described in ${payload.format}, which is not read: nothing can be checked.`;
      yield { pointer: payload?.pointer ?? pointer, message };
    }
  },
};

const jsonOnly: MessageRule = {
  id: "json-only",
  severity: "warning",
  statement: "applications speak JSON: application/json or a +json type (RFC 6839)",
  *find({ messages }) {
    for (const { id, contentType, pointer } of messages) {
      if (/^\s*(application\/json|[^/;]+\/[^/;]+\+json)\s*(;|$)/i.test(contentType)) continue;
      yield {
        pointer,
        message: `The message ${id} is ${contentType}, not JSON; use application/json or a +json type.`,
      };
    }
  },
};

const location: MessageRule = {
  id: "message-location",
  severity: "error",
  statement:
    "the place of a correlation id or a reply's address is one that the message has (AsyncAPI 3.0, Runtime Expression)",
  *find({ contract, messages }) {
    const schemas = schemasOf(contract);
    const wrong = (text: string, message: Message): string | undefined => {
      const place = parseLocation(text);
      if (place === undefined)
        return `"${text}" is no runtime expression; write one, as $message.header#/correlationId.`;
      const described = place.part === "header" ? message.headers : message.payload;
      if (described?.kind !== "json" || namesMember(schemas, described.schema, place.segments)) return undefined;
      return `The message ${message.id} does not describe what ${text} leads to; add it to its schema, or correct the place.`;
    };
    for (const message of messages) {
      if (message.correlationId === undefined) continue;
      const problem = wrong(message.correlationId, message);
      if (problem !== undefined) yield { pointer: `${message.pointer}/correlationId`, message: problem };
    }
    for (const { reply, messages: requests } of contract.operations) {
      if (reply?.address === undefined) continue;
      for (const request of requests) {
        const problem = wrong(reply.address, request);
        if (problem !== undefined) yield { pointer: `${reply.pointer}/address`, message: problem };
      }
    }
  },
};

const replyFound: MessageRule = {
  id: "reply-address",
  severity: "error",
  statement: "a reply goes to a channel with an address, or to one that the request names",
  *find({ contract }) {
    for (const { id, reply } of contract.operations) {
      if (reply === undefined || reply.address !== undefined || (reply.channel?.address ?? null) !== null) continue;
      yield {
        pointer: reply.pointer,
        message: `Nothing says where the reply of ${id} goes; add "address", or a channel that has one.`,
      };
    }
  },
};

const sunsetDeprecated: MessageRule = {
  id: "sunset-deprecated",
  severity: "warning",
  statement: "what has a sunset is deprecated, so that its users are told",
  *find({ contract, messages }) {
    for (const { life, pointer } of [...contract.operations, ...messages]) {
      if (life.sunset === undefined || life.deprecated) continue;
      const message = `It may be gone from ${life.sunset} on, but is not deprecated; add "deprecated": true.`;
      yield { pointer, message };
    }
  },
};

const sunsetName: MessageRule = {
  id: "sunset-name",
  severity: "warning",
  statement: "a sunset is called x-sunset, as in OpenAPI",
  *find({ contract, messages }) {
    for (const { pointer } of [...contract.operations, ...messages]) {
      const place = `${pointer}/x-tercet/sunset`;
      if (resolvePointer(contract.document, place) === undefined) continue;
      const message = 'A sunset is called "x-sunset" and stands beside x-tercet; move it there.';
      yield { pointer: place, message };
    }
  },
};

export const messageRules: readonly MessageRule[] = [
  exampleValid,
  payloadDescribed,
  jsonOnly,
  location,
  replyFound,
  sunsetDeprecated,
  sunsetName,
];
