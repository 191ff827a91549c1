import {
  buildRequest,
  type ClientAnswer,
  type Contract,
  clientDefinition,
  type Operation,
} from "../../contracts/index.ts";
import type { Identity } from "./identity.ts";
import type { LedgerCall, LedgerEntry } from "./ledger.ts";
import type { CleanupService } from "./ledger-cleanup.ts";

/**
 * Deletes one thing and reads back that it is gone (404 or 410). Who made it goes first; where that person may not (401,
 * 403) or may no longer (409), every other role that the contract allows does. Throws an `Error` that says what is left.
 */
export async function removeAndReadBack(
  service: CleanupService,
  identity: Identity,
  made: Extract<LedgerEntry, { type: "created" }>,
): Promise<void> {
  const deletion = operationOf(service.contract, made.delete.operation);
  let answer: ClientAnswer | undefined;
  let remover = identity;
  for (const candidate of removers(identity, deletion)) {
    remover = candidate;
    answer = await send(service, candidate, made.delete);
    if (answer.status < 300 || isGone(answer)) break;
  }
  if (answer === undefined || (answer.status >= 300 && !isGone(answer))) {
    throw new Error(`${describe(made.delete)} was answered with ${answer?.status}`);
  }
  // Without a way to read it, deleting it once more tells: what is gone cannot be found.
  const proof = await send(service, remover, made.read ?? made.delete);
  if (isGone(proof)) return;
  const what = made.read === undefined ? "deleted once more" : `read back by ${describe(made.read)}`;
  throw new Error(`it was deleted, but ${what} the service answered ${proof.status} and not 404 or 410`);
}

/** The operation that a ledger names; throws an `Error` where the contract no longer has it. */
export function operationOf(contract: Contract, id: string): Operation {
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new Error(`${contract.service} ${contract.version} has no operation ${id}`);
  return operation;
}

function removers(maker: Identity, deletion: Operation): Identity[] {
  const alternatives = deletion.security.map(({ schemes }) => schemes.flatMap(({ roles }) => roles));
  const isMaker = (roles: readonly string[]) => roles.every((role) => maker.roles.includes(role));
  return [
    maker,
    ...alternatives.filter((roles) => !isMaker(roles)).map((roles) => ({ subject: maker.subject, roles })),
  ];
}

function send(
  service: CleanupService,
  identity: Identity,
  { operation, parameters }: LedgerCall,
): Promise<ClientAnswer> {
  const definition = clientDefinition(service.contract);
  return service.as(identity)(buildRequest(definition, operation, parameters, undefined));
}

function isGone({ status }: ClientAnswer): boolean {
  return status === 404 || status === 410;
}

function describe({ operation, parameters }: LedgerCall): string {
  return `${operation} ${JSON.stringify(parameters)}`;
}
