import { z } from "zod";

const jwk = z.looseObject({ kty: z.string(), kid: z.string().optional() });

/** `--tokens FILE` and an environment's `tokens`: see ARCHITECTURE.md, "Command line". */
export const tokenKeysSchema = z.strictObject({
  issuer: z.string(),
  audience: z.string(),
  subject: z.string(),
  lifetimeSeconds: z.number().positive(),
  rolesClaim: z.string(),
  signing: z.strictObject({ alg: z.string(), key: jwk }),
  encryption: z.strictObject({ alg: z.string(), enc: z.string(), key: jwk }).optional(),
});

/** Where a system runs and how it is reached. Paths are relative to the configuration file. */
export const environmentSchema = z.strictObject({
  /** By service name: the base URL of every instance, and the contract where it is not the newest of the catalog. */
  services: z.record(
    z.string(),
    z.strictObject({
      urls: z.array(z.url({ protocol: /^https?$/ })).min(1),
      contract: z.string().optional().describe("a file, or service@range of the catalog"),
      locations: z
        .record(z.string(), z.array(z.url({ protocol: /^https?$/ })).min(1))
        .optional()
        .describe("which of the URLs stand where, by location: `--location dc1` asks only these"),
    }),
  ),
  /** The keys themselves, or a JSON file that holds them. */
  tokens: z.union([z.string(), tokenKeysSchema]).optional(),
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
