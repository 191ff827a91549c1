import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { reasonOf, TercetError } from "../../contracts/index.ts";

/** What a server shows, both PEM. */
export interface PemPair {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Reads a server's certificate and its key. Throws `TercetError` (`usage`) where a file cannot be read, or the two do not make
 * a server.
 */
export async function readPemPair(certificate: string, key: string, directory: string): Promise<PemPair> {
  const pair = { certificate: await readPem(certificate, directory), key: await readPem(key, directory) };
  try {
    createSecureContext({ cert: pair.certificate, key: pair.key });
  } catch (cause) {
    throw new TercetError(
      "usage",
      `${certificate} and ${key} do not make a server (${reasonOf(cause)}): give a certificate and its own key, both as PEM.`,
      { cause },
    );
  }
  return pair;
}

async function readPem(file: string, directory: string): Promise<string> {
  try {
    return await readFile(resolve(directory, file), "utf8");
  } catch (cause) {
    throw new TercetError("usage", `${file} cannot be read (${reasonOf(cause)}): give the path of a PEM file.`, {
      cause,
    });
  }
}
