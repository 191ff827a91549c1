import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { TercetError } from "../../contracts/index.ts";

const certificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * Reads the certificates of an authority from a PEM file (RFC 7468 §5). Throws `TercetError` (`configuration`) when it
 * cannot be read, holds no certificate, or one that is broken: TLS would pass over that one without a word.
 */
export async function readAuthority(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const wrong = (message: string, cause?: unknown) =>
    new TercetError("configuration", message, { place: { file }, cause });
  const pem = await readFile(file, "utf8").catch((cause: unknown) => {
    throw wrong(`The certificate authority ${file} cannot be read: give the path of a PEM file.`, cause);
  });
  const certificates = pem.match(certificate);
  if (certificates === null)
    throw wrong(`${file} holds no certificate: a PEM file with BEGIN CERTIFICATE is expected.`);
  try {
    for (const one of certificates) new X509Certificate(one);
  } catch (cause) {
    throw wrong(`${file} holds a broken certificate: give the authority's PEM file as it was issued.`, cause);
  }
  return pem;
}
