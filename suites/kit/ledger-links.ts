import {
  type ClientRequest,
  type Contract,
  evaluateTemplate,
  type Link,
  type Operation,
  type Response,
  responseKey,
} from "../../contracts/index.ts";
import type { LedgerCall } from "./ledger.ts";

/**
 * Whether an answer with this status tells of something new. 201 does (RFC 9110, section 15.3.2). Another success of POST
 * does where it links to a DELETE of a thing that the request did not name: cancelling an order makes none.
 */
export function tellsOfNew(contract: Contract, operation: Operation, status: string): boolean {
  if (!["post", "put", "patch"].includes(operation.method)) return false;
  if (status === "201") return true;
  const response = operation.responses.get(status);
  if (operation.method !== "post" || !status.startsWith("2") || response === undefined) return false;
  const named = parametersOf(operation.path);
  return deletionLinks(contract, response).some(({ path }) => parametersOf(path).some((name) => !named.includes(name)));
}

/** Whether an operation can make something that has to be deleted again, as far as its contract tells. */
export function mayCreate(contract: Contract, operation: Operation): boolean {
  return [...operation.responses.keys()].some((status) => tellsOfNew(contract, operation, status));
}

/**
 * How what was made is deleted and read back, by the links of the answer's response. Of several links to a DELETE the one
 * that has a GET on the same path is taken, and the shortest path of these: the thing itself, not a part of it.
 */
export function deletionOf(
  contract: Contract,
  operation: Operation,
  request: ClientRequest,
  answer: { readonly status: number; readonly body: unknown },
):
  | { readonly type: "created"; readonly delete: LedgerCall; readonly read?: LedgerCall }
  | { readonly type: "undeletable"; readonly reason: string } {
  const response = operation.responses.get(responseKey(operation, answer.status) ?? "");
  const links = response === undefined ? [] : deletionLinks(contract, response);
  const chosen = links[0];
  if (chosen === undefined) {
    return { type: "undeletable", reason: `its contract has no link from ${operation.id} to a DELETE` };
  }
  const deletion = callOf(chosen.deletion, operation, request, answer);
  if (deletion === undefined) {
    return { type: "undeletable", reason: `the link ${chosen.deletion.name} finds no value in the answer` };
  }
  const read = chosen.read === undefined ? undefined : callOf(chosen.read, operation, request, answer);
  return { type: "created", delete: deletion, ...(read === undefined ? {} : { read }) };
}

function deletionLinks(
  contract: Contract,
  response: Response,
): { readonly path: string; readonly deletion: Link; readonly read: Link | undefined }[] {
  const target = (link: Link) => contract.operations.find((operation) => operation.id === link.operationId);
  const of = (method: string) => response.links.filter((link) => target(link)?.method === method);
  const reads = of("get");
  const path = (link: Link) => target(link)?.path ?? "";
  return of("delete")
    .map((deletion) => {
      const read = reads.find((candidate) => path(candidate) === path(deletion));
      return { path: path(deletion), deletion, read };
    })
    .toSorted(
      (left, right) =>
        Number(left.read === undefined) - Number(right.read === undefined) || left.path.length - right.path.length,
    );
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
}

function callOf(
  link: Link,
  operation: Operation,
  request: ClientRequest,
  answer: { readonly status: number; readonly body: unknown },
): LedgerCall | undefined {
  const at = (location: string) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === location && request.parameters[parameter.name] !== undefined)
        .map((parameter) => [parameter.name, request.parameters[parameter.name]]),
    );
  const parameters = evaluateTemplate(Object.fromEntries(link.parameters), {
    method: request.method.toUpperCase(),
    statusCode: answer.status,
    request: { path: at("path"), query: at("query"), headers: request.headers, body: request.body?.value },
    response: { body: answer.body },
  });
  if (parameters === undefined) return undefined;
  return {
    operation: link.operationId,
    parameters: Object.fromEntries(
      Object.entries(parameters as Record<string, unknown>).map(([name, value]) => [
        name.replace(/^(path|query|header)\./, ""),
        value,
      ]),
    ),
  };
}
