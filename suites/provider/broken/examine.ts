import {
  type Contract,
  type Finding,
  type Guarantee,
  type JsonObject,
  parseContract,
  type Rules,
} from "../../../contracts/index.ts";
import type { Check } from "../../kit/check.ts";
import type { TokenKeys } from "../../kit/identity.ts";
import type { Target } from "../../kit/target.ts";
import { type CheckOutcome, runCheck } from "../run-check.ts";
import { parseSelection } from "../session/selection.ts";
import { openSession } from "../session/session.ts";
import { type Arrangement, oneInstance } from "./arrangement.ts";
import type { Change, Provider } from "./provider.ts";

/** What came out of an examination, and what could not be deleted afterwards. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly stopped: CheckOutcome["stopped"];
  /** The names of the ways that failed: `authenticated-requests/expired-token`. */
  readonly failed: ReadonlySet<string>;
  /** The guarantees that failed. */
  readonly broken: ReadonlySet<Guarantee>;
  /** The guarantees that something was passed of. */
  readonly exercised: ReadonlySet<Guarantee>;
  readonly residue: readonly string[];
}

/** How the parcels provider is examined. */
export interface ExamineOptions {
  /** By default one plain instance. */
  readonly arrangement?: Arrangement;
  /** How the provider is broken; by default it is correct. */
  readonly change?: Change;
  readonly rules?: Rules;
  /** `--only`; by default everything is examined. */
  readonly only?: readonly string[];
  readonly seed?: number;
  /** By default the arrangement's contract and keys are used. */
  readonly document?: JsonObject;
  readonly tokens?: (keys: TokenKeys) => TokenKeys | undefined;
}

/** One document is examined hundreds of times: it is parsed once, and with it its schemas are compiled once. */
const contracts = new WeakMap<JsonObject, Promise<Contract>>();

function contractOf(document: JsonObject): Promise<Contract> {
  const known = contracts.get(document) ?? parseContract(document, "parcels.json");
  contracts.set(document, known);
  return known;
}

/** Starts a parcels provider, runs checks against it one after another, cleans up and stops it. */
export async function examine(checks: Check | readonly Check[], options: ExamineOptions = {}): Promise<Examination> {
  const { arrangement = oneInstance } = options;
  const provider = await arrangement.start(options.change);
  try {
    return await examineProvider(provider, [checks].flat(), options);
  } finally {
    await provider.stop();
  }
}

async function examineProvider(
  provider: Provider,
  checks: readonly Check[],
  options: ExamineOptions,
): Promise<Examination> {
  const contract = await contractOf(options.document ?? (options.arrangement ?? oneInstance).document);
  const tokens = (options.tokens ?? ((keys) => keys))(provider.keys);
  const target: Target = {
    ...provider.target,
    contract,
    ...(tokens === undefined ? {} : { tokens }),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
  };
  const selection = parseSelection({ guarantees: [], only: options.only ?? [] }, checks, target);
  const signal = AbortSignal.timeout(60_000);
  const session = openSession({ target, seed: options.seed ?? 1, selection, signal, timeoutMilliseconds: 2000 });
  try {
    const findings: Finding[] = [];
    let stopped: CheckOutcome["stopped"];
    for (const check of checks.filter(({ guarantee }) => selection.includes(guarantee))) {
      const outcome = await runCheck(session, check, ({ check: name, operation }) => `--only ${name}@${operation}`);
      findings.push(...outcome.findings);
      stopped ??= outcome.stopped;
    }
    const { residue } = await session.cleanUp();
    const failures = findings.filter(({ verdict }) => verdict === "fail");
    return {
      findings,
      stopped,
      failed: new Set(failures.map(({ check }) => check)),
      broken: new Set(failures.map(({ guarantee }) => guarantee)),
      exercised: new Set(findings.filter(({ verdict }) => verdict === "pass").map(({ guarantee }) => guarantee)),
      residue: residue.map(({ message }) => message),
    };
  } finally {
    await session.close();
  }
}
