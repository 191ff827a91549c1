import type { Contract, Link, Operation } from "../../../contracts/index.ts";

/** An operation whose answer feeds another one by a link. */
export interface Producer {
  readonly operation: Operation;
  /** The key of the response that has the link: `201`. */
  readonly status: string;
  readonly link: Link;
}

/**
 * What can feed an operation, the best first: what fills its whole path, then what needs the fewest steps itself, then
 * what stands first in the contract. An operation that changes something is fed only by one that creates, so that
 * nothing is changed or deleted that was there before.
 */
export function producersOf(contract: Contract, consumer: Operation): readonly Producer[] {
  const candidates = linksTo(contract, consumer)
    .map((producer) => ({ producer, steps: stepsTo(contract, producer.operation, new Set([consumer.id])) }))
    .filter(({ steps }) => Number.isFinite(steps));
  const gaps = ({ producer }: (typeof candidates)[number]) =>
    pathNames(consumer).filter((name) => linkValue(producer.link, "path", name) === undefined).length;
  return candidates
    .toSorted((left, right) => gaps(left) - gaps(right) || left.steps - right.steps)
    .map(({ producer }) => producer);
}

/** What a link gives for a parameter, as written: by the parameter's name, or by `path.name` where names are ambiguous. */
export function linkValue(link: Link, place: string, name: string): unknown {
  return link.parameters.get(`${place}.${name}`) ?? link.parameters.get(name);
}

/** The names of the variable parts of an operation's path. */
export function pathNames(operation: Operation): readonly string[] {
  return [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
}

/** True for what creates an object under a name that the client chooses: PUT that may answer 201 (RFC 9110 §9.3.4). */
export function createsByName(operation: Operation): boolean {
  return operation.method === "put" && operation.responses.has("201") && pathNames(operation).length > 0;
}

function linksTo(contract: Contract, consumer: Operation): readonly Producer[] {
  const mayRead = isReading(consumer);
  return contract.operations
    .filter(({ id }) => id !== consumer.id)
    .filter((operation) => isCreating(operation) || (isReading(operation) && (mayRead || isFed(contract, operation))))
    .flatMap((operation) => linksFrom(operation, consumer));
}

/** True for a reading operation that is itself fed by one that creates: it shows what that brought about. */
export function isFed(contract: Contract, operation: Operation): boolean {
  return contract.operations.some((other) => isCreating(other) && linksFrom(other, operation).length > 0);
}

function linksFrom(operation: Operation, consumer: Operation): readonly Producer[] {
  return [...operation.responses]
    .filter(([status]) => /^2/.test(status))
    .flatMap(([status, { links }]) =>
      links.filter(({ operationId }) => operationId === consumer.id).map((link) => ({ operation, status, link })),
    );
}

function isCreating({ method }: Operation): boolean {
  return method === "post" || method === "put";
}

function isReading({ method }: Operation): boolean {
  return method === "get" || method === "head";
}

/** How many operations must have answered before this one can be called; infinite where links only go in a circle. */
function stepsTo(contract: Contract, operation: Operation, visited: ReadonlySet<string>): number {
  if (visited.has(operation.id)) return Number.POSITIVE_INFINITY;
  const producers = linksTo(contract, operation);
  const fedBody = producers.some(({ link }) => link.requestBody !== undefined);
  const needs = operation.parameters.some((one) => one.required && (one.in === "path" || one.in === "query"));
  if (producers.length === 0 || !(needs || fedBody)) return 1;
  const beyond = new Set([...visited, operation.id]);
  return 1 + Math.min(...producers.map((producer) => stepsTo(contract, producer.operation, beyond)));
}
