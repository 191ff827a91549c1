import {
  type CaseIdentity,
  type CaseResult,
  combineVerdicts,
  type Finding,
  type Guarantee,
} from "../../contracts/index.ts";
import {
  type Check,
  type CheckOutcome,
  checks,
  judgeCleanUp,
  openSession,
  parseSelection,
  type ReplayOf,
  runCheck,
  type Session,
  type Target,
} from "../../suites/index.ts";
import type { Run } from "./run.ts";

/** How long one exchange may take, in milliseconds. */
const exchangeMilliseconds = 10_000;

/** What of a service is verified, and how. */
export interface VerifyOptions {
  readonly target: Target;
  /** `--guarantee` and `--only` as given; empty: everything. */
  readonly guarantees: readonly string[];
  readonly only: readonly string[];
  /** Checks that are not safe there are skipped. */
  readonly production: boolean;
  /** Interrupts the verification; what was created is cleaned all the same. */
  readonly signal: AbortSignal;
  /** Makes the command line that selects one check of the same target. */
  readonly replay: (only: readonly string[], seed: number) => string;
}

/**
 * Verifies one service: each guarantee is a case of the run. A service that cannot be reached makes all of them
 * inconclusive. Throws `TercetError` (`usage`) for a guarantee, check or operation that does not exist.
 */
export async function verifyService(run: Run, options: VerifyOptions): Promise<void> {
  const { target, guarantees, only, signal } = options;
  const selection = parseSelection({ guarantees, only }, checks, target);
  const { seed } = run;
  const session = openSession({ target, seed, selection, signal, timeoutMilliseconds: exchangeMilliseconds });
  const replay: ReplayOf = ({ check, operation, via }) => {
    const wanted = [...(via === undefined ? [] : [`${via}@${operation}`]), `${check}@${operation}`];
    return options.replay(wanted, seed);
  };
  try {
    const unreachable = await reasonOf(session.probe());
    for (const check of checks.filter(({ guarantee }) => selection.includes(guarantee))) {
      run.progress(`${target.contract.service}: ${check.guarantee}`);
      await run.case(identityOf(check, target), async () => {
        if (unreachable !== undefined) return stoppedCase("inconclusive", unreachable);
        if (options.production && !check.safeInProduction) {
          return stoppedCase("skipped", "it is not safe in production, which this environment is");
        }
        return resultOf(await runCheck(session, check, replay));
      });
    }
  } finally {
    await cleanUp(run, session, replay);
    await session.close();
  }
}

/** Cleans what is still there when `leaves-no-track` was not run, or was cut short, and makes it a case of its own. */
async function cleanUp(run: Run, session: Session, replay: ReplayOf): Promise<void> {
  const findings = judgeCleanUp(await session.cleanUp(), replay);
  const check = checks.find(({ guarantee }) => guarantee === ("leaves-no-track" satisfies Guarantee));
  if (findings.length === 0 || check === undefined) return;
  await run.case(identityOf(check, session.target), async () => resultOf({ findings, stopped: undefined }));
}

function identityOf({ guarantee, statement }: Check, { contract }: Target): CaseIdentity {
  return {
    id: `verify/${contract.service}/${guarantee}`,
    kind: "guarantee",
    subject: contract.service,
    title: statement,
  };
}

/** The verdict of a case is that of its findings and of what stopped it; what exercised nothing is skipped, never passed. */
function resultOf({ findings, stopped }: CheckOutcome): CaseResult {
  const verdict = combineVerdicts([...findings.map((finding) => finding.verdict), stopped?.verdict ?? "skipped"]);
  const message = verdict === "pass" ? undefined : (explain(findings, verdict) ?? stopped?.message);
  return {
    verdict,
    ...(verdict === "pass" ? {} : { message: message ?? "nothing that was selected could be exercised" }),
    steps: [],
    findings: [...findings],
  };
}

/** The first finding that has the verdict of the whole, and how many more there are. */
function explain(findings: readonly Finding[], verdict: Finding["verdict"]): string | undefined {
  const [first, ...others] = findings.filter((finding) => finding.verdict === verdict);
  return first === undefined || others.length === 0 ? first?.message : `${first.message} (and ${others.length} more)`;
}

function stoppedCase(verdict: "inconclusive" | "skipped", message: string): CaseResult {
  return { verdict, message, steps: [], findings: [] };
}

/** Why a promise was rejected; undefined where it was not. */
async function reasonOf(promise: Promise<void>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
