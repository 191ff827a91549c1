import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { mintToken, type Target, type TokenKeys } from "../../suites/index.ts";
import { describeIssues } from "../config/issues.ts";
import { createCredentials, type SourceSurroundings } from "./credentials.ts";
import { type TokensInput, tokensSchema } from "./token-sources.ts";

/** What a target is given to authenticate its requests. */
export type TargetTokens = Pick<Target, "tokens" | "credentials">;

/**
 * Reads a tokens file: the issuer's keys, or where credentials come from (README, "Configuration"). Throws `TercetError`
 * (`configuration`) naming file and key, never showing what stands in it.
 */
export async function readTokens(file: string, certificateAuthority: string | undefined): Promise<TargetTokens> {
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
  const parsed = tokensSchema.safeParse(value);
  if (parsed.success) {
    const name = `The tokens file ${file}`;
    return usableTokens(parsed.data, { name, place: { file }, directory: dirname(file), certificateAuthority });
  }
  throw new TercetError(
    "configuration",
    `The tokens file ${file} has not the expected form (${describeIssues(parsed.error.issues)}); README, "Configuration" shows it.`,
    { place: { file, pointer: z.core.toDotPath(parsed.error.issues[0]?.path ?? []) } },
  );
}

/**
 * What tokens in the configuration give a target. One token is minted with keys: one that does not fit its algorithm is a
 * mistake in the configuration, not something to find out request by request. Throws `TercetError` (`configuration`).
 */
export async function usableTokens(tokens: TokensInput, surroundings: SourceSurroundings): Promise<TargetTokens> {
  const keys = keysIn(tokens);
  if (keys !== undefined) await mintOne(keys, surroundings);
  return keys === tokens
    ? { tokens: keys }
    : { ...(keys && { tokens: keys }), credentials: createCredentials(tokens, surroundings) };
}

/** The issuer's keys, where they are the tokens themselves, or serve one scheme among others. */
function keysIn(tokens: TokensInput): TokenKeys | undefined {
  if (typeof tokens === "function") return undefined;
  if ("signing" in tokens) return tokens as TokenKeys;
  const sources = "schemes" in tokens ? Object.values(tokens.schemes) : [];
  return sources.find((source): source is TokenKeys => typeof source === "object" && "signing" in source);
}

async function mintOne(keys: TokenKeys, { name, place }: SourceSurroundings): Promise<void> {
  try {
    await mintToken(keys, { subject: keys.subject, roles: [] });
  } catch (cause) {
    throw new TercetError(
      "configuration",
      `${name} cannot sign or encrypt a token: ${reasonOf(cause)}. Give private keys as JWK, each of a kind that its "alg" takes.`,
      { place, cause },
    );
  }
}
