import { readFile } from "node:fs/promises";
import { z } from "zod";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { mintToken, type TokenKeys } from "../../suites/index.ts";
import { describeIssues } from "../config/issues.ts";
import { tokenKeysSchema } from "./environment.ts";

/** Reads a tokens file; throws `TercetError` (`configuration`) naming file and key, never showing what stands in it. */
export async function readTokenKeys(file: string): Promise<TokenKeys> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new TercetError(
      "configuration",
      `The tokens file ${file} cannot be read: give the path of an existing JSON file.`,
      {
        place: { file },
        cause,
      },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and with it a key.
    throw new TercetError("configuration", `The tokens file ${file} is not JSON: mend its syntax.`, {
      place: { file },
    });
  }
  const parsed = tokenKeysSchema.safeParse(value);
  if (parsed.success) return usableKeys(parsed.data as TokenKeys, `The tokens file ${file}`, file);
  throw new TercetError(
    "configuration",
    `The tokens file ${file} has not the expected form (${describeIssues(parsed.error.issues)}); README, "Configuration" shows it.`,
    { place: { file, pointer: z.core.toDotPath(parsed.error.issues[0]?.path ?? []) } },
  );
}

/**
 * The keys, after one token was minted with them: a key that does not fit its algorithm is a mistake in the configuration,
 * not something to find out request by request. Throws `TercetError` (`configuration`).
 */
export async function usableKeys(keys: TokenKeys, name: string, file?: string): Promise<TokenKeys> {
  try {
    await mintToken(keys, { subject: keys.subject, roles: [] });
    return keys;
  } catch (cause) {
    throw new TercetError(
      "configuration",
      `${name} cannot sign or encrypt a token: ${reasonOf(cause)}. Give private keys as JWK, each of a kind that its "alg" takes.`,
      { place: file === undefined ? {} : { file }, cause },
    );
  }
}
