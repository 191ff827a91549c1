// The shop's orders service as a worker: the very service that ships, with a database and secrets of its own. It tells the
// witness what its scheduler does (docker/shop/jobs/witness.ts).
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createAuthority } from "../../../../docker/index.ts";
import { createTokenKeys } from "../../../../docker/shop/identity/keys.ts";
import { ordersService } from "../../../../docker/shop/orders/service.ts";
import { runService } from "../../../../docker/shop/platform/service.ts";
import { workerEnvironmentSchema } from "../../workers/environment.ts";

/** Somebody else was faster: it exists, or is just being made. SQLSTATE. */
const isThere = new Set(["42P04", "23505"]);

const { TERCET_DATABASE_URL, TERCET_DATABASE_SCHEMA } = workerEnvironmentSchema.parse(process.env);
const databaseUrl = await makeDatabase(TERCET_DATABASE_SCHEMA);
const secrets = await mkdtemp(join(tmpdir(), "tercet-shop-secrets-"));
try {
  await writeSecrets();
  // Nobody is there: the job asks no other service.
  const nobody = "https://127.0.0.1:1";
  Object.assign(process.env, {
    ...{ HOST: "127.0.0.1", PORT: "0", DATA_CENTRE: "dc1", SECRETS: secrets },
    ...{ IDENTITY_URLS: nobody, CUSTOMERS_URLS: nobody, PRODUCTS_URLS: nobody },
  });
  await runService(ordersService);
} finally {
  // They were read at the start.
  await rm(secrets, { recursive: true, force: true });
}

/** Its tables have the same names in each run, so each run has a database. Returns its URL. */
async function makeDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: TERCET_DATABASE_URL });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!isThere.has((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
  const url = new URL(TERCET_DATABASE_URL);
  url.pathname = `/${name}`;
  return url.href;
}

async function writeSecrets(): Promise<void> {
  const authority = await createAuthority();
  const keys = await createTokenKeys();
  const { certificate, key } = await authority.issue({ dns: ["localhost"], ip: ["127.0.0.1"] });
  const files = {
    ...{ "certificate.pem": certificate, "key.pem": key, "authority.pem": authority.certificate },
    "verification.jwk.json": JSON.stringify(keys.signing.public),
    "decryption.jwk.json": JSON.stringify(keys.encryption.private),
    "database-url": databaseUrl,
    "client-secret": "none",
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(secrets, name), text, { mode: 0o600 })));
}
