import { readFile } from "node:fs/promises";
import { z } from "zod";
import { pointer, reasonOf, TercetError } from "../../../contracts/index.ts";
import type { Verification } from "./draft-verifications.ts";

/** What `tercet pact verify --json` prints of one pact, as far as a fact needs it. */
const replayResultSchema = z.object({
  pactDigest: z.string().min(1),
  consumer: z.string().min(1),
  provider: z.string().min(1),
  providerVersion: z.string().min(1).optional(),
  success: z.boolean(),
  interactions: z
    .array(
      z.object({
        description: z.string(),
        verdict: z.enum(["pass", "fail", "inconclusive", "skipped"]),
        message: z.string().optional(),
      }),
    )
    .readonly(),
});

/** One pact's result, a list of them, or the object with `results` that the command prints. */
const resultsFileSchema = z.union([
  z.object({ results: z.array(replayResultSchema).min(1) }).transform(({ results }) => results),
  z.array(replayResultSchema).min(1),
  replayResultSchema.transform((result) => [result]),
]);

export type ReplayResultInput = z.input<typeof replayResultSchema>;

/**
 * Reads results of `tercet pact verify`. `version`: of the provider, where the results do not say. Throws `TercetError`:
 * `usage` where nobody says, `contract` where a file holds no results.
 */
export async function readReplayResults(
  files: readonly string[],
  version: string | undefined,
): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  for (const file of files) {
    for (const result of await readResults(file)) verifications.push(verificationOf(result, version, file));
  }
  return verifications;
}

/** A replay's result as it is published. Throws `TercetError` (`usage`) where the provider's version is not known. */
export function verificationOf(result: ReplayResultInput, version: string | undefined, source: string): Verification {
  const providerVersion = version ?? result.providerVersion;
  if (providerVersion === undefined) {
    throw new TercetError(
      "usage",
      `${source} does not say which version of ${result.provider} was verified: give it with --version.`,
      { place: { file: source } },
    );
  }
  const why = noResult(result);
  if (why !== undefined) {
    throw new TercetError("usage", `${source} cannot be published: ${why}. Verify the whole pact again.`, {
      place: { file: source },
    });
  }
  return {
    digest: result.pactDigest,
    consumer: result.consumer,
    provider: result.provider,
    providerVersion,
    success: result.success,
    failures: result.interactions
      .filter(({ verdict }) => verdict === "fail")
      .map(({ description, message = "it does not match" }) => ({ interaction: description, message })),
    verifiedBy: "tercet",
  };
}

/**
 * Why a replay says nothing of its pact, as a clause; undefined where it does. What was not asked, or came to no result,
 * neither works nor fails.
 */
export function noResult({
  success,
  interactions,
}: Pick<ReplayResultInput, "success" | "interactions">): string | undefined {
  const failed = interactions.some(({ verdict }) => verdict === "fail");
  if (interactions.length === 0) return "no interaction was asked";
  if (success && failed) return "it claims success, and an interaction failed";
  if (success || failed) return undefined;
  const open = interactions.find(({ verdict }) => verdict === "inconclusive");
  if (open === undefined) return "not every interaction of the pact was asked";
  return `${JSON.stringify(open.description)} came to no result (${reasonOf(open.message ?? "no reason is given")})`;
}

async function readResults(file: string): Promise<readonly ReplayResultInput[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw noResults(file, "", reasonOf(cause), cause);
  }
  const parsed = resultsFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Of the three forms, the one that the value looks like gives the place.
  const form = Array.isArray(value) ? z.array(replayResultSchema).min(1) : replayResultSchema;
  const [issue] = (form.safeParse(value).error ?? parsed.error).issues;
  throw noResults(file, pointer(...(issue?.path ?? []).map(String)), issue?.message ?? "", parsed.error);
}

function noResults(file: string, place: string, problem: string, cause: unknown): TercetError {
  const at = place === "" ? "" : ` at ${place}`;
  return new TercetError(
    "contract",
    `${file}${at} is no result of \`tercet pact verify --json\`: ${problem.replace(/\.$/, "")}.`,
    { place: { file, pointer: place }, cause },
  );
}
