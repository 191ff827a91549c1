import { z } from "zod";

/** What OpenAPI cannot say, at the root of the document: `x-tercet`. */
export const serviceExtensionSchema = z.strictObject({
  service: z.string().optional().describe("the service's name, where the file's folder does not say it"),
  token: z
    .strictObject({
      encrypted: z.boolean().default(false).describe("tokens are JWS inside JWE; a signed one alone is refused"),
      maxLifetimeSeconds: z.int().positive().optional(),
    })
    .optional(),
  capacity: z
    .strictObject({ ratedRequestsPerSecond: z.number().positive(), p99Milliseconds: z.number().positive() })
    .optional(),
  database: z.strictObject({ maxConnections: z.int().positive() }).optional(),
  dependencies: z
    .array(
      z.strictObject({
        service: z.string(),
        range: z.string(),
        maxRequestsPerSecond: z.number().positive().optional(),
      }),
    )
    .default([]),
  jobs: z
    .array(
      z.strictObject({
        name: z.string(),
        everySeconds: z.number().positive(),
        maxSilenceSeconds: z.number().positive(),
        timeoutSeconds: z.number().positive(),
      }),
    )
    .default([]),
  metrics: z.string().optional().describe("path of the metrics route; it alone may answer other than JSON"),
});
export type ServiceExtension = z.infer<typeof serviceExtensionSchema>;

/** What OpenAPI cannot say, at an operation: `x-tercet`. */
export const operationExtensionSchema = z.strictObject({
  rateLimit: z
    .strictObject({ requests: z.int().positive(), windowSeconds: z.number().positive() })
    .optional()
    .describe("for one client, over all instances"),
  selfTest: z.boolean().default(false),
  neverExpires: z.boolean().default(false),
});
export type OperationExtension = z.infer<typeof operationExtensionSchema>;
