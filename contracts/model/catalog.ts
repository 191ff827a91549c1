import { type Dirent, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { maxSatisfying, rcompare, valid, validRange } from "semver";
import { TercetError } from "../errors.ts";
import { loadMessageContract } from "./asyncapi/load.ts";
import type { MessageContract } from "./asyncapi/message-contract.ts";
import type { Contract } from "./contract.ts";
import { loadContract } from "./load.ts";

/** One contract of a catalog: `<catalog>/<service>/<version>/openapi.json` or `asyncapi.json` (or `.yaml`, `.yml`). */
export interface CatalogEntry {
  readonly service: string;
  /** The folder's name, a semantic version. */
  readonly version: string;
  readonly file: string;
}

const fileTypes = ["json", "yaml", "yml"];

/**
 * All contracts of a catalog, by service, the newest version first. An absent folder is an empty catalog. Throws
 * `TercetError` (`contract`) where the folder cannot be read.
 */
export function listContracts(catalog: string): Promise<CatalogEntry[]> {
  return listDocuments(catalog, "openapi");
}

/** All message contracts of a catalog, as `listContracts` does. */
export function listMessageContracts(catalog: string): Promise<CatalogEntry[]> {
  return listDocuments(catalog, "asyncapi");
}

async function listDocuments(catalog: string, name: "openapi" | "asyncapi"): Promise<CatalogEntry[]> {
  const entries: CatalogEntry[] = [];
  for (const service of await folders(catalog)) {
    const versions = (await folders(join(catalog, service))).filter((version) => valid(version) !== null);
    for (const version of versions.sort(rcompare)) {
      const file = fileOf(join(catalog, service, version), name);
      if (file !== undefined) entries.push({ service, version, file });
    }
  }
  return entries;
}

/**
 * Loads the contract that a reference names: a file (a path with a slash or an extension, or a URL), a service of the
 * catalog (`carts`, its newest version), or one with a semantic version or range (`carts@1.0.0`, `carts@^1`).
 * Pre-releases are taken only where they are asked for. Throws `TercetError` (`contract`) saying what there is.
 */
export async function findContract(catalog: string, reference: string): Promise<Contract> {
  if (isLocation(reference)) return loadContract(reference);
  return loadContract(pick(catalog, await listContracts(catalog), reference).file);
}

/** Loads the message contract that a reference names, as `findContract` does. */
export async function findMessageContract(catalog: string, reference: string): Promise<MessageContract> {
  if (isLocation(reference)) return loadMessageContract(reference);
  return loadMessageContract(pick(catalog, await listMessageContracts(catalog), reference).file);
}

/**
 * The files of both kinds of contract, OpenAPI first, of the version that `carts` or `carts@^1` names. Throws `TercetError`
 * (`contract`) saying what there is.
 */
export async function findContractFiles(catalog: string, reference: string): Promise<readonly string[]> {
  const entries = [...(await listContracts(catalog)), ...(await listMessageContracts(catalog))];
  const { service, version } = pick(catalog, entries, reference);
  return entries.filter((entry) => entry.service === service && entry.version === version).map(({ file }) => file);
}

function pick(catalog: string, entries: readonly CatalogEntry[], reference: string): CatalogEntry {
  const [service = "", range = "*"] = reference.split("@", 2);
  const versions = entries.filter((entry) => entry.service === service);
  if (versions.length === 0) {
    const services = [...new Set(entries.map((entry) => entry.service))].join(", ");
    const remedy = services === "" ? 'give a file, or set "contracts" in tercet.config.ts' : `it has ${services}`;
    throw notFound(catalog, `${catalog} has no contract of a service "${service}"; ${remedy}.`);
  }
  if (validRange(range) === null) {
    throw notFound(catalog, `"${range}" in ${reference} is no semantic version or range; write 1.0.0 or ^1.`);
  }
  const numbers = [...new Set(versions.map(({ version }) => version))].sort(rcompare);
  // A service that has nothing but pre-releases yet is still found by its name alone.
  const version = maxSatisfying(numbers, range) ?? (range === "*" ? numbers[0] : undefined);
  const found = versions.find((entry) => entry.version === version);
  if (found !== undefined) return found;
  throw notFound(catalog, `${catalog} has no ${service} that fits ${range}; it has ${numbers.join(", ")}.`);
}

/** The business rules that lie beside a contract, `rules.arazzo.json` (or `.yaml`, `.yml`); undefined where none do. */
export function rulesFileOf(contract: Contract): string | undefined {
  return fileOf(dirname(contract.source), "rules.arazzo");
}

function fileOf(folder: string, name: string): string | undefined {
  return fileTypes.map((type) => join(folder, `${name}.${type}`)).find((file) => existsSync(file));
}

/** Whether a reference names a file or URL, not a service of the catalog. */
export function isLocation(reference: string): boolean {
  return /[/\\]/.test(reference) || /\.(json|ya?ml)$/i.test(reference);
}

function notFound(catalog: string, message: string): TercetError {
  return new TercetError("contract", message, { place: { file: catalog, rule: "catalog" } });
}

async function folders(directory: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(directory, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new TercetError("contract", `The catalog ${directory} cannot be read (${code}); check the path.`, {
      place: { file: directory },
      cause,
    });
  }
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
