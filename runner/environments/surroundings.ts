import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { type Contract, findContract, TercetError } from "../../contracts/index.ts";
import { createDatabaseView, createStandIn, databaseProtocols, type StandIn, type Target } from "../../suites/index.ts";
import { readPemPair } from "../cli/pem.ts";

/** Where the harness may stand in for a dependency. */
export const dependencySchema = z.strictObject({
  listen: z
    .url({ protocol: /^https?$/, error: "a URL such as https://127.0.0.1:9443 is expected" })
    .describe("where the service looks for the dependency; the harness listens there"),
  certificate: z.string().optional().describe("PEM file; needed where the URL is https"),
  key: z.string().optional().describe("PEM file; where it is missing, the certificate's file holds the key as well"),
  contract: z
    .string()
    .optional()
    .describe("a file, or service@range of the catalog; by default what the contract says"),
  urls: z
    .array(z.url({ protocol: /^https?$/ }))
    .min(1)
    .optional()
    .describe("the instances that look there; by default all of the service's"),
});

/** The service's own database, where the harness may look at its connections. */
export const databaseSchema = z.strictObject({
  url: z
    .url({ protocol: databaseProtocols, error: "a URL such as postgres://user@host/database or mysql://… is expected" })
    .describe("a login that sees the connections of the service's user to the same database"),
  user: z.string().optional().describe("the database user whose connections count; by default every user's"),
  applications: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("PostgreSQL: the application_name of the connections that count; by default any"),
});

/** What surrounds a service, as it is declared: in an environment, or by options of the command line. */
export interface DeclaredSurroundings {
  readonly dependencies: Readonly<Record<string, z.output<typeof dependencySchema>>>;
  readonly database?: z.output<typeof databaseSchema> | undefined;
}

/** Where paths lead from, and contracts are found. */
interface Places {
  readonly directory: string;
  /** The catalog. */
  readonly contracts: string;
}

/**
 * Makes stand-ins and the view of the database; nothing listens or is connected yet. Throws `TercetError`: `usage` for PEM
 * files, `configuration` for what the contract does not know, and as `findContract` does.
 */
export async function surroundingsOf(
  contract: Contract,
  { dependencies, database }: DeclaredSurroundings,
  places: Places,
): Promise<Pick<Target, "dependencies" | "database">> {
  const standIns = await Promise.all(
    Object.entries(dependencies).map(async ([name, declared]) => standInOf(contract, name, declared, places)),
  );
  return {
    ...(standIns.length === 0 ? {} : { dependencies: new Map(standIns.map((standIn) => [standIn.service, standIn])) }),
    ...(database === undefined ? {} : { database: createDatabaseView(database) }),
  };
}

async function standInOf(
  { extension, service, source }: Contract,
  name: string,
  declared: z.output<typeof dependencySchema>,
  { directory, contracts }: Places,
): Promise<StandIn> {
  const known = extension.dependencies.find((one) => one.service === name);
  if (known === undefined) {
    const names = extension.dependencies.map((one) => one.service).join(", ") || "none";
    throw new TercetError(
      "configuration",
      `${service} has no dependency "${name}" in ${source} (x-tercet.dependencies); it has: ${names}.`,
    );
  }
  const { protocol, hostname, port } = new URL(declared.listen);
  const { certificate, key = certificate } = declared;
  if (protocol === "https:" && (certificate === undefined || key === undefined)) {
    throw new TercetError(
      "configuration",
      `The stand-in for ${name} at ${declared.listen} needs a certificate that ${service} trusts: give it with its key as PEM, or an http: URL.`,
    );
  }
  const reference = declared.contract ?? `${name}@${known.range}`;
  const file = resolve(directory, reference);
  const tls =
    protocol === "https:" && certificate !== undefined && key !== undefined
      ? { tls: await readPemPair(certificate, key, directory) }
      : {};
  return createStandIn({
    service: name,
    contract: await findContract(contracts, existsSync(file) ? file : reference),
    urls: (declared.urls ?? []).map((url) => url.replace(/\/+$/, "")),
    seed: 1,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    ...tls,
  });
}
