import { z } from "zod";

// The members that the model reads, with the defaults of AsyncAPI 3; what else a document says is left to the lint.

const references = z.array(z.looseObject({ $ref: z.string() }));

export const asyncDocumentShape = z.looseObject({
  defaultContentType: z.string().default("application/json"),
  servers: z.record(z.string(), z.unknown()).default({}),
  channels: z.record(z.string(), z.unknown()).default({}),
  operations: z.record(z.string(), z.unknown()).default({}),
});

export const serverShape = z.looseObject({
  host: z.string().min(1),
  pathname: z.string().default(""),
  protocol: z.string().min(1),
  protocolVersion: z.string().default(""),
  security: z.array(z.unknown()).default([]),
});

export const securitySchemeShape = z.looseObject({
  type: z.string().min(1),
  scopes: z.array(z.string()).default([]),
});

export const channelShape = z.looseObject({
  address: z.string().nullable().default(null),
  servers: references.optional(),
  messages: z.record(z.string(), z.unknown()).default({}),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

export const parameterShape = z.looseObject({
  enum: z.array(z.string()).min(1).optional(),
  default: z.string().optional(),
});

export const operationShape = z.looseObject({
  action: z.enum(["send", "receive"]),
  channel: z.looseObject({ $ref: z.string() }),
  messages: references.optional(),
  security: z.array(z.unknown()).default([]),
  reply: z.unknown().optional(),
});

export const replyShape = z.looseObject({
  address: z.unknown().optional(),
  channel: z.looseObject({ $ref: z.string() }).optional(),
  messages: references.optional(),
});

/** Of a correlation id, and of a reply's address. */
export const locationShape = z.looseObject({ location: z.string().min(1) });

export const messageShape = z.looseObject({
  name: z.string().optional(),
  title: z.string().default(""),
  contentType: z.string().optional(),
  examples: z
    .array(z.looseObject({ name: z.string().optional(), payload: z.unknown(), headers: z.unknown() }))
    .default([]),
});

/** What AsyncAPI cannot say, at an operation or message: `x-tercet`. */
export const lifeShape = z.strictObject({
  deprecated: z.boolean().default(false),
  sunset: z.iso.date().optional().describe("an older name of x-sunset"),
});
