import {
  type Contract,
  evaluateTemplate,
  type Operation,
  type Response,
  responseKey,
} from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { linkValue, pathNames } from "./producers.ts";
import { pathValues, scopeOf } from "./scope.ts";

/** Where an object is reached that an exchange created. */
export interface Created {
  /** `Operation.id` of what created it. */
  readonly creator: string;
  /** How it is deleted; undefined where the contract's links do not say. */
  readonly deletion: Bound | undefined;
  /** How it is read; undefined where the contract has no such operation. */
  readonly reading: Bound | undefined;
  readonly exchange: Exchange;
}

/** An operation with the path of one object. */
export interface Bound {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, unknown>>;
}

/**
 * The object that an exchange created, found by the links of its response to a DELETE operation, else by its `Location`;
 * undefined where none was created. Any success counts, also one that should have been a refusal: who was wrongly let in
 * has left a track.
 */
export function createdBy(contract: Contract, operation: Operation, exchange: Exchange): Created | undefined {
  const { status } = exchange.response;
  const creates = operation.method === "post" ? status >= 200 && status < 300 : status === 201;
  if (!creates || !["post", "put", "patch"].includes(operation.method)) return undefined;
  const deletion = linkedDeletion(contract, operation, exchange) ?? locatedDeletion(contract, exchange);
  if (deletion === undefined) {
    // Only 201 says for sure that there is something new (RFC 9110 §15.3.2).
    return status === 201 ? { creator: operation.id, deletion, reading: undefined, exchange } : undefined;
  }
  // An action on an object (`POST /orders/{id}/cancellation`) may link to its deletion without having created it.
  const asked = Object.values(scopeOf(operation, exchange).request.path);
  const isOld = Object.values(deletion.path).every((value) => asked.includes(String(value)));
  if (isOld && status !== 201) return undefined;
  return { creator: operation.id, deletion, reading: readingOf(contract, deletion), exchange };
}

/** How that is read which an operation deletes: GET at the same path. */
export function readingOf(contract: Contract, { operation, path }: Bound): Bound | undefined {
  const reader = contract.operations.find((one) => one.method === "get" && one.path === operation.path);
  return reader === undefined ? undefined : { operation: reader, path };
}

/** Where a link of the answer to a DELETE operation leads. */
export function linkedDeletion(contract: Contract, operation: Operation, exchange: Exchange): Bound | undefined {
  const scope = scopeOf(operation, exchange);
  for (const link of responseWithLinks(operation, exchange.response.status)?.links ?? []) {
    const target = contract.operations.find(({ id }) => id === link.operationId);
    if (target?.method !== "delete") continue;
    const path = pathNames(target).map((name) => [name, evaluateTemplate(linkValue(link, "path", name), scope)]);
    if (path.every(([, value]) => value !== undefined)) return { operation: target, path: Object.fromEntries(path) };
  }
  return undefined;
}

/** RFC 9110 §10.2.2: the Location of a 201 is the object that was created. */
function locatedDeletion(contract: Contract, { request, response }: Exchange): Bound | undefined {
  const { location } = response.headers;
  if (response.status !== 201 || typeof location !== "string" || !URL.canParse(location, request.url)) return undefined;
  const { pathname } = new URL(location, request.url);
  for (const operation of contract.operations.filter(({ method }) => method === "delete")) {
    const path = pathValues(operation, pathname);
    if (path !== undefined) return { operation, path };
  }
  return undefined;
}

/** The declared response for a status; where a success is not declared, the first success that is. */
function responseWithLinks(operation: Operation, status: number): Response | undefined {
  const key = responseKey(operation, status);
  const exact = key === undefined || key === "default" ? undefined : operation.responses.get(key);
  return exact ?? [...operation.responses].find(([declared]) => /^2/.test(declared))?.[1];
}
