import { type Contract, type CredentialPlace, credentialPlaces, type Operation } from "../../../contracts/portable.ts";
import { cookiesOf } from "./cookies.ts";
import { headerText, type RequestHeaders } from "./message.ts";
import { refusalsOf } from "./place.ts";
import type { Refusal } from "./refusal.ts";
import { rolesOf } from "./roles.ts";

/** Refuses a request without the credentials that the operation declares. */
export type CheckCredentials = (
  headers: RequestHeaders,
  query: ReadonlyMap<string, readonly string[]>,
) => Refusal | undefined;

/** What one scheme of one alternative asks for. */
interface Need {
  readonly place: CredentialPlace;
  readonly roles: readonly string[];
}

/** RFC 6750 §2.1. */
const bearer = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Checks the shape of credentials by the declared security schemes: there, and of the scheme's form. No signature is
 * verified: a consumer's test has no keys. Roles are those of a JWT that can be read; a token that tells none (opaque,
 * encrypted) has whatever role is needed.
 */
export function createCredentialsCheck(contract: Contract, operation: Operation): CheckCredentials {
  const refuse = refusalsOf(contract, operation);
  const places = credentialPlaces(contract, operation);
  const alternatives = operation.security.map(({ schemes }, index) =>
    schemes.map(({ roles }, position): Need => ({ place: places[index]?.[position] ?? { in: "anywhere" }, roles })),
  );
  if (alternatives.length === 0) return () => undefined;
  const wanted = [...new Set(alternatives.map((needs) => needs.map(describe).join(" and ")))].join(", or ");
  const challenge = challengeOf(alternatives);

  return (headers, query) => {
    let lacking: readonly string[] | undefined;
    for (const needs of alternatives) {
      const credentials = needs.map(({ place }) => credentialAt(place, headers, query));
      if (credentials.includes(undefined)) continue;
      const roles = needs.flatMap((need, index) => missingRoles(need, credentials[index] as string));
      if (roles.length === 0) return undefined;
      lacking = [...(lacking ?? []), roles.join(" and ")];
    }
    if (lacking !== undefined) {
      return refuse(
        403,
        "role",
        `${operation.id} needs the role ${lacking.join(", or ")}, which the token does not have.`,
      );
    }
    const detail = `${operation.id} needs ${wanted}, and the request has no such credential.`;
    return refuse(401, "credentials", detail, { headers: ["www-authenticate", challenge] });
  };
}

/** The credential as it stands there; undefined where it is missing or not of its scheme's form. */
function credentialAt(
  place: CredentialPlace,
  headers: RequestHeaders,
  query: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (place.in === "anywhere") return "";
  if (place.in === "query") return query.get(place.name)?.[0] || undefined;
  if (place.in === "cookie") return cookiesOf(headers).get(place.name) || undefined;
  const text = headerText(headers, place.name.toLowerCase()) || undefined;
  if (text === undefined || place.name.toLowerCase() !== "authorization") return text;
  const scheme = place.scheme?.toLowerCase() ?? "bearer";
  if (scheme === "bearer") return bearer.exec(text)?.[1];
  return text.slice(0, scheme.length + 1).toLowerCase() === `${scheme} ` ? text.slice(scheme.length).trim() : undefined;
}

/** Of one scheme, all roles are needed (OpenAPI 3.1, Security Requirement Object). */
function missingRoles({ roles }: Need, credential: string): readonly string[] {
  if (roles.length === 0) return [];
  const held = rolesOf(credential);
  return held === undefined ? [] : roles.filter((role) => !held.has(role));
}

function describe({ place }: Need): string {
  if (place.in === "anywhere") return "a client certificate";
  const scheme = place.name === "authorization" ? ` with the scheme ${place.scheme ?? "bearer"}` : "";
  return `the ${place.in === "query" ? "query parameter" : place.in} ${place.name}${scheme}`;
}

/** RFC 9110 §11.6.1: a 401 names the schemes. */
function challengeOf(alternatives: readonly (readonly Need[])[]): string {
  const schemes = alternatives.flat().flatMap(({ place }) => {
    if (place.in !== "header" || place.name !== "authorization") return ["ApiKey"];
    const scheme = place.scheme ?? "bearer";
    return [scheme.charAt(0).toUpperCase() + scheme.slice(1)];
  });
  return [...new Set(schemes)].join(", ");
}
