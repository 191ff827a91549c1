import { hash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createAuthority, type ServerCertificate } from "../authority.ts";
import { createTokenKeys, tokensFile } from "../identity/keys.ts";
import { dataCentres, type ServiceName, services } from "../services.ts";
import { provisionDatabase } from "./database.ts";

/** What the parts of a shop need before they start. Paths are absolute. */
export interface Provision {
  /** PEM file of the authority. */
  readonly certificateAuthority: string;
  /** File in the form of `--tokens FILE`. */
  readonly tokens: string;
  /** PostgreSQL URL of the monitor's own database. */
  readonly store: string;
  /** PostgreSQL URL by which the connections of the services to their database are seen. */
  readonly statistics: string;
  /** The folder for a service's variable `SECRETS`. */
  secretsOf(service: ServiceName | "identity"): string;
}

/**
 * Makes all secrets of a shop anew and writes them under `directory`, readable by this user alone: the authority's
 * certificate, token keys, and a folder for each service with only what that service needs, its own database user among
 * it. `databaseUrl` is a superuser's.
 */
export async function provision(directory: string, databaseUrl: string): Promise<Provision> {
  const [authority, keys, databases] = await Promise.all([
    createAuthority(),
    createTokenKeys(),
    provisionDatabase(databaseUrl, services),
  ]);
  const secretsOf = (service: string) => join(directory, "secrets", service);
  const clientSecrets = new Map(services.map((service) => [service, randomBytes(24).toString("base64url")]));
  const issue = (service: string) =>
    authority.issue({
      // The names of compose.yaml beside those of the loopback interface.
      dns: ["localhost", service, ...dataCentres.map((dataCentre) => `${service}-${dataCentre}`)],
      ip: ["127.0.0.1", "::1"],
    });
  await Promise.all([
    writeSecrets(secretsOf("identity"), {
      ...certificateFiles(await issue("identity")),
      "signing.jwk.json": JSON.stringify(keys.signing.private),
      "encryption.jwk.json": JSON.stringify(keys.encryption.public),
      "clients.json": JSON.stringify(
        Object.fromEntries([...clientSecrets].map(([service, secret]) => [service, hash("sha256", secret)])),
      ),
    }),
    ...services.map(async (service) =>
      writeSecrets(secretsOf(service), {
        ...certificateFiles(await issue(service)),
        "authority.pem": authority.certificate,
        "verification.jwk.json": JSON.stringify(keys.signing.public),
        "decryption.jwk.json": JSON.stringify(keys.encryption.private),
        "database-url": databases.urlOf(service),
        "client-secret": clientSecrets.get(service) as string,
      }),
    ),
    writeSecrets(directory, {
      "authority.pem": authority.certificate,
      "tokens.json": JSON.stringify(tokensFile(keys), undefined, 2),
    }),
  ]);
  return {
    certificateAuthority: join(directory, "authority.pem"),
    tokens: join(directory, "tokens.json"),
    store: databases.store,
    statistics: databases.statistics,
    secretsOf,
  };
}

function certificateFiles({ certificate, key }: ServerCertificate): Record<string, string> {
  return { "certificate.pem": certificate, "key.pem": key };
}

async function writeSecrets(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await Promise.all(
    Object.entries(files).map(([name, text]) => writeFile(join(directory, name), `${text}\n`, { mode: 0o600 })),
  );
}
