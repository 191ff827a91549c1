import { createHash, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { TercetError } from "../../../contracts/index.ts";
import { describeIssues } from "../../config/issues.ts";
import { Problem } from "./problem.ts";

/** `write` may do everything that `read` may. */
export type Role = "read" | "write";

/** Who sent a request. */
export interface Client {
  readonly name: string;
  readonly role: Role;
}

/** Finds out who sent a request from its `Authorization` field. Throws `Problem` 401. */
export type Authenticate = (authorization: string | undefined) => Client;

/**
 * The access file. A secret is kept as its SHA-256 only, so that the file may lie in a repository; secrets are long and
 * drawn by chance, so that a digest gives none away.
 */
const accessSchema = z.strictObject({
  clients: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .regex(/^[^:]+$/, "no colon is expected: HTTP Basic ends the name with it"),
        role: z.enum(["read", "write"]),
        secret: z.string().regex(/^sha256-[0-9a-f]{64}$/, "sha256- and 64 hexadecimal digits are expected"),
      }),
    )
    .min(1),
});

export type Access = z.infer<typeof accessSchema>;

/** Reads the access file. Throws `TercetError` (`configuration`) naming file and member, never showing what stands there. */
export async function readAccess(file: string): Promise<Access> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new TercetError(
      "configuration",
      `The access file ${file} ${problem}: write { "clients": [{ "name": "ci", "role": "write", "secret": "sha256-…" }] } with the SHA-256 of each secret.`,
      { place: { file } },
    );
  }
  const parsed = accessSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TercetError(
    "configuration",
    `The access file ${file} is not valid: ${describeIssues(parsed.error.issues)}.`,
    {
      place: { file },
    },
  );
}

/**
 * Takes Bearer (RFC 6750: the secret) and Basic (RFC 7617: name and secret), since stock clients use both. Every client is
 * compared in constant time.
 */
export function createAuthenticate({ clients }: Access): Authenticate {
  const known = clients.map(({ name, role, secret }) => ({
    client: { name, role },
    digest: Buffer.from(secret.slice("sha256-".length), "hex"),
  }));
  return (authorization) => {
    const credentials = readCredentials(authorization);
    if (credentials === undefined) throw unauthenticated("Send a bearer token, or name and secret (HTTP Basic).");
    const digest = createHash("sha256").update(credentials.secret).digest();
    const found = known
      .filter((candidate) => timingSafeEqual(candidate.digest, digest))
      .find(({ client }) => credentials.name === undefined || credentials.name === client.name);
    if (found === undefined) throw unauthenticated("These credentials are not known.");
    return found.client;
  };
}

interface Credentials {
  readonly name?: string;
  readonly secret: string;
}

function readCredentials(authorization = ""): Credentials | undefined {
  const [, scheme = "", value = ""] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === "bearer") return { secret: value };
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [, name, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, "base64").toString("utf8")) ?? [];
  return name === undefined || secret === undefined ? undefined : { name, secret };
}

function unauthenticated(detail: string): Problem {
  return new Problem(401, "Not authenticated", detail, {
    headers: { "www-authenticate": 'Bearer realm="tercet", Basic realm="tercet", charset="UTF-8"' },
  });
}
