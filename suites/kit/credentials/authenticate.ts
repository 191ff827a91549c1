import { type Contract, credentialPlaces, type Operation } from "../../../contracts/index.ts";
import type { HttpRequest } from "../exchange.ts";
import type { Identity } from "../identity.ts";
import type { Credential, Credentials, Place, Scheme } from "./credentials.ts";
import { withCredential } from "./place.ts";
import { keepSecret } from "./secrets.ts";

/** One alternative of an operation's security: what must be presented at once. */
export interface Alternative {
  readonly schemes: readonly Scheme[];
  /** All roles (scopes) that its schemes ask for. */
  readonly roles: readonly string[];
}

/** A credential in its place. */
export interface Presented {
  readonly scheme: Scheme & { readonly place: Place };
  readonly credential: Credential;
}

/** The alternatives of an operation's security in the contract's order; none: it is public. */
export function alternativesOf(contract: Contract, operation: Operation): readonly Alternative[] {
  const places = credentialPlaces(contract, operation);
  return operation.security.map(({ schemes }, index) => ({
    schemes: schemes.map(({ name }, position) => ({ name, place: places[index]?.[position] ?? { in: "anywhere" } })),
    roles: schemes.flatMap(({ roles }) => roles),
  }));
}

/** Whether there are credentials for everything that an alternative asks for. */
export function isServed({ schemes, roles }: Alternative, credentials: Credentials): boolean {
  return schemes.every((scheme) => scheme.place.in !== "anywhere" && credentials.serves(scheme, roles));
}

/**
 * The contract as it can be used with what is given: of each operation's alternatives, those that can be served stand first.
 * Where everything can be served, or nothing, it is the contract itself.
 */
export function servedFirst(contract: Contract, credentials: Credentials | undefined): Contract {
  if (credentials === undefined) return contract;
  const operations = contract.operations.map((operation) => {
    const alternatives = alternativesOf(contract, operation);
    const rank = new Map(operation.security.map((one, index) => [one, rankOf(alternatives[index], credentials)]));
    const security = operation.security.toSorted((left, right) => (rank.get(left) ?? 0) - (rank.get(right) ?? 0));
    return security.every((one, index) => one === operation.security[index]) ? operation : { ...operation, security };
  });
  return operations.every((one, index) => one === contract.operations[index]) ? contract : { ...contract, operations };
}

function rankOf(alternative: Alternative | undefined, credentials: Credentials): number {
  return alternative !== undefined && isServed(alternative, credentials) ? 0 : 1;
}

/**
 * What a caller presents to an operation: of the alternatives that can be served the first whose roles the caller has, else
 * the first. Undefined where none can be served. Throws as `Credentials.obtain` does.
 */
export async function presentedFor(
  contract: Contract,
  operation: Operation,
  identity: Identity,
  credentials: Credentials,
): Promise<readonly Presented[] | undefined> {
  const served = alternativesOf(contract, operation).filter((one) => isServed(one, credentials));
  const own = served.find(({ roles }) => roles.every((role) => identity.roles.includes(role)));
  const chosen = own ?? served[0];
  if (chosen === undefined) return undefined;
  const presented: Presented[] = [];
  for (const { name, place } of chosen.schemes) {
    if (place.in === "anywhere") return undefined;
    const credential = await credentials.obtain({ name, place }, identity);
    if (credential === undefined) return undefined;
    keepSecret(credential.value, place.name);
    presented.push({ scheme: { name, place }, credential });
  }
  return presented;
}

/** The request with all credentials in their places. */
export function present(request: HttpRequest, presented: readonly Presented[]): HttpRequest {
  return presented.reduce(
    (one, { scheme, credential }) => withCredential(one, scheme.place, credential.value),
    request,
  );
}
