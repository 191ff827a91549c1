import { z } from "zod";
import { brokerConfigSchema } from "../broker/config.ts";
import { type EnvironmentInput, environmentSchema, type StartEnvironment } from "../environments/environment.ts";

/** `tercet.config.ts`. Paths are relative to the file. */
export const configSchema = z.strictObject({
  /** Folder of released and working contracts: `<service>/<version>/openapi.json`. */
  contracts: z.string().default("contracts/catalog"),
  /** Folder of scenario files, `*.ts`. */
  scenarios: z.string().default("suites/scenarios"),
  /** Folder for what the harness keeps between runs: the ledger of created objects, spooled results. */
  state: z.string().default(".tercet"),
  /** The ledger of facts behind the deploy gate. */
  broker: brokerConfigSchema.prefault({}),
  environments: z
    .record(
      z.string(),
      z.union([environmentSchema, z.custom<StartEnvironment>((value) => typeof value === "function", "a function")]),
    )
    .default({}),
});

/** As written by the user. */
export type ConfigInput = Omit<z.input<typeof configSchema>, "environments"> & {
  environments?: Record<string, EnvironmentInput | StartEnvironment>;
};

/** Complete: defaults filled in, paths absolute. `file` is undefined where no file was found. */
export type Config = z.output<typeof configSchema> & { readonly file: string | undefined; readonly directory: string };

/** Types the default export of `tercet.config.ts`. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
