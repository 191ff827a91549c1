import { setTimeout as sleep } from "node:timers/promises";
import { buildRequest, type Contract, clientDefinition, TercetError, type Transport } from "../../contracts/index.ts";
import type { Identity } from "./identity.ts";
import { type Ledger, type LedgerEntry, type LedgerIntent, outcomeOf } from "./ledger.ts";
import { operationOf, removeAndReadBack } from "./ledger-removal.ts";

/** Where a service of the ledger is reached. */
export interface CleanupService {
  readonly contract: Contract;
  /** A transport that speaks for a person; it repeats what may be repeated. */
  as(identity: Identity): Transport;
}

/** What came of cleaning. */
export interface Cleanup {
  /** How many things were made, and are proved to be gone. */
  readonly gone: number;
  readonly residue: readonly Residue[];
}

/** A thing that is left, or may be. */
export interface Residue {
  /** `unreachable`: the service gave no answer, or said that it cannot serve; `undeletable`: the contract offers no way; `left`: the way failed. */
  readonly reason: "unreachable" | "undeletable" | "left";
  /** One sentence. */
  readonly message: string;
}

/** How long a creation that is still in progress (409) is asked about again. */
const inProgress = { attempts: 5, pauseMilliseconds: 1000 };

/**
 * Deletes all that a ledger holds, the latest first, and reads back that it is gone. Where it is not known whether
 * something was made, the creation is repeated with its idempotency key, which tells its id; then that is deleted.
 * Never throws: what could not be cleaned is residue.
 */
export async function cleanUp(ledger: Ledger, services: ReadonlyMap<string, CleanupService>): Promise<Cleanup> {
  const residue: Residue[] = [];
  let gone = 0;
  for (const { intent, outcome } of unfinished(ledger.entries())) {
    const service = services.get(intent.service);
    let known = outcome;
    try {
      if (service === undefined) throw new Error("the environment has no such service any more");
      known ??= await askAgain(ledger, intent, service);
      if (known.type === "refused") continue;
      if (known.type === "undeletable") throw new Error(known.reason);
      if (known.type === "created") await removeAndReadBack(service, intent.identity, known);
      await ledger.append({ type: "gone", number: intent.number });
      gone++;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      residue.push({
        reason: known?.type === "undeletable" ? known.type : error instanceof TercetError ? "unreachable" : "left",
        message: `What ${intent.operation} of ${intent.service} made for ${intent.identity.subject} may be left: ${why.replace(/\.$/, "")}.`,
      });
    }
  }
  return { gone, residue };
}

/** The intents whose things are not proved gone, the latest first, with what is known of each. */
function unfinished(entries: readonly LedgerEntry[]): { intent: LedgerIntent; outcome: LedgerEntry | undefined }[] {
  const latest = new Map<number, LedgerEntry>();
  for (const entry of entries) if (entry.type !== "intent") latest.set(entry.number, entry);
  return entries
    .filter((entry) => entry.type === "intent")
    .map((intent) => ({ intent, outcome: latest.get(intent.number) }))
    .filter(({ outcome }) => outcome?.type !== "gone" && outcome?.type !== "refused")
    .toReversed();
}

async function askAgain(ledger: Ledger, intent: LedgerIntent, service: CleanupService): Promise<LedgerEntry> {
  const operation = operationOf(service.contract, intent.operation);
  const request = buildRequest(
    clientDefinition(service.contract),
    intent.operation,
    intent.parameters,
    intent.body,
    intent.idempotencyKey,
  );
  if (intent.idempotencyKey === undefined && operation.method === "post") {
    throw new Error("no answer came, and without an idempotency key it cannot be asked for again");
  }
  const transport = service.as(intent.identity);
  let answer = await transport(request);
  for (let attempt = 1; answer.status === 409 && attempt < inProgress.attempts; attempt++) {
    await sleep(inProgress.pauseMilliseconds);
    answer = await transport(request);
  }
  const { number } = intent;
  const outcome =
    answer.status === 409
      ? ({ type: "refused", number } as const)
      : outcomeOf(number, service.contract, operation, request, answer);
  if (outcome === undefined) throw new Error(`asked again, the service answered ${answer.status}`);
  if (outcome.type === "refused" && request.succeeds(answer.status) && operation.method === "put") {
    throw new Error("no answer came, and it cannot be told from what was there before");
  }
  await ledger.append(outcome);
  return outcome;
}
