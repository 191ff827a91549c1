import { createAuthority } from "../../../../docker/index.ts";
import { createTokenKeys } from "../../../../docker/shop/identity/keys.ts";
import type { WorkerFolder } from "../../workers/command.ts";

/**
 * The secrets of one instance of the orders service, made anew, where compose.yaml mounts them. Nobody calls the instance,
 * and it asks nobody but its database, so that an authority and keys of its own will do.
 */
export async function secretsOf(databaseUrl: string): Promise<WorkerFolder> {
  const [authority, keys] = await Promise.all([createAuthority(), createTokenKeys()]);
  const { certificate, key } = await authority.issue({ dns: ["localhost"], ip: ["127.0.0.1"] });
  return {
    variable: "SECRETS",
    path: "/run/secrets/shop",
    files: {
      ...{ "certificate.pem": certificate, "key.pem": key, "authority.pem": authority.certificate },
      "verification.jwk.json": JSON.stringify(keys.signing.public),
      "decryption.jwk.json": JSON.stringify(keys.encryption.private),
      "database-url": databaseUrl,
      "client-secret": "none",
    },
  };
}
