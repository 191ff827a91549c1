import { type CaseIdentity, type CaseResult, createRandom } from "../../contracts/index.ts";
import { type Cleanup, cleanUp, cleanupServices, type Target } from "../../suites/index.ts";
import { takeOverLedgers } from "./ledger.ts";
import { judgeCleanup } from "./scenario-result.ts";
import { openWire } from "./scenario-wire.ts";

/** How a recovery is named in the event log. */
export const recoveryCase: CaseIdentity = {
  id: "scenario/clean-up-of-earlier-runs",
  kind: "scenario",
  subject: "clean-up",
  title: "What earlier runs left is cleaned",
};

/**
 * Finishes what runs of this environment left that were killed, or could not clean: reads their ledgers, finds out what
 * was made, deletes it and reads back that it is gone. Undefined where there was nothing to do. To be called before
 * scenarios are run; safe while other processes run theirs. Throws where a ledger cannot be read.
 */
export async function recoverLedgers(
  targets: ReadonlyMap<string, Target>,
  options: { readonly environment: string; readonly state: string; readonly version: string },
): Promise<CaseResult | undefined> {
  const ledgers = await takeOverLedgers(options.state, options.environment);
  if (ledgers.length === 0) return undefined;
  const random = createRandom(0, "recovery");
  const wire = openWire({ scenario: "clean-up", targets, version: options.version, random });
  const services = cleanupServices({ wire, targets });
  let total: Cleanup = { gone: 0, residue: [] };
  try {
    for (const ledger of ledgers) {
      const cleanup = await cleanUp(ledger, services);
      await ledger.close(cleanup.residue.length > 0 ? "left" : "done");
      total = { gone: total.gone + cleanup.gone, residue: [...total.residue, ...cleanup.residue] };
    }
  } finally {
    await wire.close();
  }
  const { verdict, message } = judgeCleanup(total);
  const summary = `${ledgers.length} earlier ${ledgers.length === 1 ? "run was" : "runs were"} not cleaned: ${message}`;
  const finding = {
    guarantee: "leaves-no-track",
    check: "leaves-no-track/earlier-runs",
    operation: options.environment,
    verdict,
    message: summary,
    replay: `tercet run --environment ${options.environment}`,
  } as const;
  return { verdict, message: summary, steps: [], findings: [finding] };
}
