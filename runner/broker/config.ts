import { z } from "zod";

/** `broker` of `tercet.config.ts`: the ledger of facts, the gate, and who may use them over HTTP. */
export const brokerConfigSchema = z.strictObject({
  /** Where facts are kept: a folder, relative to the configuration file, or a PostgreSQL URL. */
  store: z.string().min(1).default("contracts/facts"),
  /** What counts where no replay is there; see `StaticPolicy`. */
  acceptStatic: z.enum(["never", "verified-contract", "any-contract"]).default("verified-contract"),
  /** A JSON file that says who may read and write over HTTP; it holds digests, never secrets. */
  access: z.string().min(1).optional(),
});
