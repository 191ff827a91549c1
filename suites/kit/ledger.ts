import { z } from "zod";
import type { ClientRequest, Contract, Operation, Transport } from "../../contracts/index.ts";
import { responseKey } from "../../contracts/index.ts";
import type { Identity } from "./identity.ts";
import { deletionOf, mayCreate, tellsOfNew } from "./ledger-links.ts";

const identitySchema = z.object({ subject: z.string(), roles: z.array(z.string()) });
const callSchema = z.object({ operation: z.string(), parameters: z.record(z.string(), z.unknown()) });

/** A call of an operation that a link or a scenario names. */
export type LedgerCall = z.infer<typeof callSchema>;

/**
 * What a ledger says, one entry a line. An `intent` is on disk before its request is sent, so that nothing can be created
 * that the ledger does not know of. `number` ties the later entries to their intent.
 */
export const ledgerEntrySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("intent"),
    number: z.int(),
    at: z.iso.datetime(),
    service: z.string(),
    operation: z.string(),
    identity: identitySchema,
    parameters: z.record(z.string(), z.unknown()),
    body: z.unknown().optional(),
    idempotencyKey: z.string().optional(),
  }),
  z.object({ type: z.literal("created"), number: z.int(), delete: callSchema, read: callSchema.optional() }),
  /** The service made something, and its contract does not say how it is deleted. */
  z.object({ type: z.literal("undeletable"), number: z.int(), reason: z.string() }),
  /** Nothing was made. */
  z.object({ type: z.literal("refused"), number: z.int() }),
  z.object({ type: z.literal("gone"), number: z.int() }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type LedgerIntent = Extract<LedgerEntry, { type: "intent" }>;

/** Where entries are kept. */
export interface Ledger {
  /** Of the next intent. */
  nextNumber(): number;
  /** Returns when the entry would survive a crash of the machine. */
  append(entry: LedgerEntry): Promise<void>;
  /** All that was appended, in order. */
  entries(): readonly LedgerEntry[];
}

/** Keeps the ledger for one person's calls to one service. */
export function tracking(transport: Transport, ledger: Ledger, contract: Contract, identity: Identity): Transport {
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  return async (request) => {
    const operation = operations.get(request.operation);
    if (operation === undefined || !mayCreate(contract, operation)) return transport(request);
    const number = await appendIntent(ledger, request, identity);
    // A throw leaves the intent open: whether something was made is found out when it is cleaned.
    const answer = await transport(request);
    const outcome = outcomeOf(number, contract, operation, request, answer);
    if (outcome !== undefined) await ledger.append(outcome);
    return answer;
  };
}

/** Writes calls to the ledger, to be sent when the scenario is over, instead of sending them now. */
export function postponing(ledger: Ledger, identity: Identity): Transport {
  return async (request) => {
    const number = await appendIntent(ledger, request, identity);
    const { operation, parameters } = request;
    await ledger.append({ type: "created", number, delete: { operation, parameters: { ...parameters } } });
    return { status: 204, body: undefined };
  };
}

/** What an answer says of an intent; undefined where it stays unknown whether something was made. */
export function outcomeOf(
  number: number,
  contract: Contract,
  operation: Operation,
  request: ClientRequest,
  answer: { readonly status: number; readonly body: unknown },
): LedgerEntry | undefined {
  const { status } = answer;
  if (request.succeeds(status)) {
    // PUT answers 201 when it created, and 200 or 204 when it replaced what was there (RFC 9110, section 9.3.4).
    const declared = responseKey(operation, status) ?? "";
    if (status !== 201 && !tellsOfNew(contract, operation, declared)) return { type: "refused", number };
    return { number, ...deletionOf(contract, operation, request, answer) };
  }
  // In these cases an earlier sending of the same request may have made something, or still do so.
  const isOpen = status >= 500 || [408, 409, 425, 429].includes(status);
  return isOpen ? undefined : { type: "refused", number };
}

async function appendIntent(ledger: Ledger, request: ClientRequest, identity: Identity): Promise<number> {
  const number = ledger.nextNumber();
  await ledger.append({
    type: "intent",
    number,
    at: new Date().toISOString(),
    service: request.service,
    operation: request.operation,
    identity: { subject: identity.subject, roles: [...identity.roles] },
    parameters: { ...request.parameters },
    ...(request.body === undefined ? {} : { body: request.body.value }),
    ...(request.idempotency === undefined ? {} : { idempotencyKey: request.idempotency.key }),
  });
  return number;
}
