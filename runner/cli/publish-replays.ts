import type { ReplayResult } from "../../suites/index.ts";
import { draftVerifications } from "../broker/record/draft-verifications.ts";
import { publish } from "../broker/record/publication.ts";
import { noResult, verificationOf } from "../broker/record/replay-results.ts";
import type { CliContext } from "./context.ts";
import { withFacts } from "./with-facts.ts";

/**
 * Publishes what became of replayed pacts, straight from the run: no file of an earlier run can be taken for it. A pact
 * that came to no result is told, and not published: nothing is known of it.
 */
export async function publishReplays(
  context: CliContext,
  options: { readonly store?: string },
  results: readonly ReplayResult[],
): Promise<void> {
  const say = (line: string) => void context.stderr.write(`${line}\n`);
  const concluded = results.filter((result) => {
    const why = noResult(result);
    if (why !== undefined) say(`${result.consumer} → ${result.provider} is not published: ${why}.`);
    return why === undefined;
  });
  if (concluded.length === 0) return;
  await withFacts(context, options, async ({ store, clock }) => {
    const verifications = concluded.map((result) => verificationOf(result, undefined, "the verification"));
    const published = await publish(store, [draftVerifications(verifications, clock)], {}, clock);
    for (const { title } of published) say(`${title} (published)`);
  });
}
