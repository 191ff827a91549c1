import { z } from "zod";
import { databaseSchema, dependencySchema } from "./surroundings.ts";
import { tokensSchema } from "./token-sources.ts";

/** Where a system runs and how it is reached. Paths are relative to the configuration file. */
export const environmentSchema = z.strictObject({
  /** By service name: the base URL of every instance, and the contract where it is not the newest of the catalog. */
  services: z.record(
    z.string(),
    z.strictObject({
      urls: z.array(z.url({ protocol: /^https?$/ })).min(1),
      resolve: z
        .array(z.string())
        .default([])
        .describe(
          "where names of the URLs are found, NAME:PORT:ADDRESS as curl takes it; several for one are instances",
        ),
      contract: z.string().optional().describe("a file, or service@range of the catalog"),
      locations: z
        .record(z.string(), z.array(z.url({ protocol: /^https?$/ })).min(1))
        .optional()
        .describe("which of the URLs stand where, by location: `--location dc1` asks only these"),
      dependencies: z
        .record(z.string(), dependencySchema)
        .default({})
        .describe("by name: dependencies that the harness may stand in for"),
      database: databaseSchema.optional().describe("the service's own database"),
    }),
  ),
  /** The issuer's keys, or where else credentials come from; or a JSON file that says it. */
  tokens: z.union([z.string(), tokensSchema]).optional(),
  /** A PEM file. */
  certificateAuthority: z.string().optional(),
  /** PostgreSQL URL where the monitor keeps schedules, results and statuses. */
  store: z
    .url({ protocol: /^postgres(ql)?$/, error: "a URL such as postgres://user@host/database is expected" })
    .optional(),
  production: z.boolean().default(false),
});

/** As written by the user. */
export type EnvironmentInput = z.input<typeof environmentSchema>;
/** Complete: defaults filled in, paths absolute. */
export type Environment = z.output<typeof environmentSchema> & { readonly name: string };

/** An environment that is started for the command that needs it and stopped after: `environments: { demo: start }`. */
export type StartEnvironment = (options: {
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}) => Promise<{ readonly environment: EnvironmentInput; readonly stop: () => Promise<void> }>;
