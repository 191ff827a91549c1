import {
  type CaseIdentity,
  type CaseResult,
  combineVerdicts,
  type Finding,
  type Guarantee,
  releasedMajors,
  shellWord,
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
/** How a system in production is asked where nothing else is said: slowly, and not for long. */
const productionLimits = { requestBudget: 1000, concurrency: 2 };
const usualLimits = { requestBudget: Number.POSITIVE_INFINITY, concurrency: 8 };

/** What of a service is verified, and how. */
export interface VerifyOptions {
  readonly target: Target;
  /** `--guarantee` and `--only` as given; empty: everything. */
  readonly guarantees: readonly string[];
  readonly only: readonly string[];
  /** What is not declared safe there is skipped, and fewer requests are sent by default. */
  readonly production: boolean;
  /** As many requests are sent in all; clean-up is not held to it. By default 1000 in production, else any number. */
  readonly requestBudget?: number | undefined;
  /** As many requests are under way at once. By default 2 in production, else 8. */
  readonly concurrency?: number | undefined;
  /** The file of the authority that signed the service's certificate, for the lines that a reader is given. */
  readonly authorityFile?: string | undefined;
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
  const { guarantees, only, signal, production } = options;
  const target = { ...options.target, releases: await releasedMajors(options.target.contract) };
  const selection = parseSelection({ guarantees, only }, checks, target);
  const { seed } = run;
  const usual = production ? productionLimits : usualLimits;
  const session = openSession({
    target,
    seed,
    selection,
    signal,
    timeoutMilliseconds: exchangeMilliseconds,
    production,
    requestBudget: options.requestBudget ?? usual.requestBudget,
    concurrency: options.concurrency ?? usual.concurrency,
  });
  const replay: ReplayOf = ({ check, operation, via }) => {
    const wanted = [...(via === undefined ? [] : [`${via}@${operation}`]), `${check}@${operation}`];
    return options.replay(wanted, seed);
  };
  try {
    const unreachable = await reasonOf(startStandIns(target).then(session.probe));
    for (const check of checks.filter(({ guarantee }) => selection.includes(guarantee))) {
      run.progress(`${target.contract.service}: ${check.guarantee}`);
      await run.case(identityOf(check, target), async () => {
        if (unreachable !== undefined && check.judgesConnections !== true)
          return stoppedCase("inconclusive", unreachable);
        return resultOf(await runCheck(session, check, replay), options);
      });
    }
  } finally {
    await cleanUp(run, session, replay, options);
    run.cover(session.coverage());
    await session.close();
    await stopStandIns(target);
  }
}

/** Where every instance asks a stand-in, the service needs it from the first request on. */
async function startStandIns({ dependencies }: Target): Promise<void> {
  for (const standIn of dependencies?.values() ?? []) if (standIn.urls.length === 0) await standIn.start();
}

async function stopStandIns({ dependencies }: Target): Promise<void> {
  for (const standIn of dependencies?.values() ?? []) await standIn.stop();
}

/** Cleans what is still there when `leaves-no-track` was not run, or was cut short, and makes it a case of its own. */
async function cleanUp(run: Run, session: Session, replay: ReplayOf, options: VerifyOptions): Promise<void> {
  const findings = judgeCleanUp(await session.cleanUp(), replay);
  const check = checks.find(({ guarantee }) => guarantee === ("leaves-no-track" satisfies Guarantee));
  if (findings.length === 0 || check === undefined) return;
  await run.case(identityOf(check, session.target), async () => resultOf({ findings, stopped: undefined }, options));
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
function resultOf({ findings, stopped }: CheckOutcome, { authorityFile }: VerifyOptions): CaseResult {
  const verdict = combineVerdicts([...findings.map((finding) => finding.verdict), stopped?.verdict ?? "skipped"]);
  const found = explain(findings, verdict);
  const message = verdict === "pass" ? undefined : (found ?? stopped?.message);
  // What was found comes first; that it is not all is said beside it.
  const ended =
    stopped !== undefined && found !== undefined
      ? [{ title: "not finished", durationMilliseconds: 0, ...stopped }]
      : [];
  return {
    verdict,
    ...(verdict === "pass" ? {} : { message: message ?? "nothing that was selected could be exercised" }),
    steps: ended,
    findings: findings.map((finding) => trusting(finding, authorityFile)),
  };
}

/** The curl line of a finding with the authority that it needs; a file is named by the runner alone. */
function trusting(finding: Finding, authorityFile: string | undefined): Finding {
  const { evidence } = finding;
  if (authorityFile === undefined || evidence?.curl === undefined) return finding;
  const curl = evidence.curl.replace(/(^|\| )curl /, `$1curl --cacert ${shellWord(authorityFile)} `);
  return { ...finding, evidence: { ...evidence, curl } };
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
