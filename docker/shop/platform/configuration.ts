import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ContractSource } from "../../../contracts/source/kit/index.ts";

const jwk = z.looseObject({ kty: z.string(), kid: z.string() });
/** One or more, separated by spaces. */
const urls = z
  .string()
  .transform((text) => text.split(" "))
  .pipe(z.array(z.url({ protocol: /^https$/ })).min(1));

const environment = z.object({
  HOST: z.string().default("0.0.0.0"),
  /** 0: any free one. */
  PORT: z.coerce.number().int().min(0).max(65535).default(8443),
  DATA_CENTRE: z.string().regex(/^[a-z0-9-]{1,20}$/),
  /** How many instances of this service run in all: they share what the contract allows. */
  INSTANCES: z.coerce.number().int().min(1).max(100).default(1),
  /** Folder with what `provision` made for this service. */
  SECRETS: z.string(),
  /** `demo`: put the demo's data in at the start. */
  SEED: z.enum(["none", "demo"]).default("none"),
});

/** What a service knows of where it runs. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly dataCentre: string;
  readonly instances: number;
  readonly seed: boolean;
  /** By service, and `identity` for the issuer of tokens: every instance, the nearest first. */
  readonly urls: ReadonlyMap<string, readonly string[]>;
  readonly secrets: Secrets;
}

/** What must not be seen; each is one file in the folder `SECRETS`. */
export interface Secrets {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  readonly verificationKey: z.infer<typeof jwk>;
  readonly decryptionKey: z.infer<typeof jwk>;
  readonly databaseUrl: string;
  readonly clientSecret: string;
}

/**
 * Reads the configuration from environment variables and the folder of secrets; a dependency `products` is configured by
 * `PRODUCTS_URLS`. Throws with the names of what is missing or wrong.
 */
export function readConfiguration(contract: ContractSource, variables: NodeJS.ProcessEnv): Configuration {
  const parsed = environment.safeParse(variables);
  const dependencies = contract.extension?.dependencies ?? [];
  const needed = dependencies.length === 0 ? [] : [{ service: "identity" }, ...dependencies];
  const neighbours = needed.map(({ service }) => {
    const variable = `${service.toUpperCase().replaceAll("-", "_")}_URLS`;
    return { service, variable, parsed: z.object({ [variable]: urls }).safeParse(variables) };
  });
  const issues = [parsed, ...neighbours.map((neighbour) => neighbour.parsed)].flatMap(
    (result) => result.error?.issues ?? [],
  );
  if (!parsed.success || issues.length > 0) {
    const what = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    throw new Error(`The environment is not complete: ${what}`);
  }
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    dataCentre: data.DATA_CENTRE,
    instances: data.INSTANCES,
    seed: data.SEED === "demo",
    urls: new Map(neighbours.map(({ service, variable, parsed: { data } }) => [service, data?.[variable] ?? []])),
    secrets: readSecrets(data.SECRETS),
  };
}

function readSecrets(folder: string): Secrets {
  const read = (name: string) => readFileSync(join(folder, name), "utf8").trim();
  const readJwk = (name: string) => jwk.parse(JSON.parse(read(name)));
  return {
    certificate: read("certificate.pem"),
    key: read("key.pem"),
    authority: read("authority.pem"),
    verificationKey: readJwk("verification.jwk.json"),
    decryptionKey: readJwk("decryption.jwk.json"),
    databaseUrl: read("database-url"),
    clientSecret: read("client-secret"),
  };
}
