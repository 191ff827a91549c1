import { isObject } from "../../json.ts";
import type { Contract, Operation } from "../../model/contract.ts";
import type { PactRequest } from "../../pact/pact.ts";

/** Where a security scheme wants its credential; `anywhere`: it cannot be seen in a request (mutual TLS). */
export type CredentialPlace =
  | { readonly in: "header" | "query" | "cookie"; readonly name: string; readonly scheme?: string }
  | { readonly in: "anywhere" };

/** The places of the credentials that one alternative of an operation asks for, all at once. */
export function credentialPlaces(contract: Contract, operation: Operation): readonly (readonly CredentialPlace[])[] {
  return operation.security.map(({ schemes }) => schemes.map(({ name }) => placeOf(contract, name)));
}

/**
 * Whether a request carries what an operation asks for: `present`, `missing`, or `placeholder` where a credential was
 * taken out of the file and nothing says by which form it comes back.
 */
export function credentialOf(
  contract: Contract,
  operation: Operation,
  request: PactRequest,
): "present" | "missing" | "placeholder" {
  const alternatives = credentialPlaces(contract, operation);
  if (alternatives.length === 0) return "present";
  const states = alternatives.map((places) => places.map((place) => credentialAt(place, request)));
  if (states.some((all) => all.every((state) => state === "present"))) return "present";
  return states.some((all) => all.every((state) => state !== "missing")) ? "placeholder" : "missing";
}

function credentialAt(place: CredentialPlace, request: PactRequest): "present" | "missing" | "placeholder" {
  if (place.in === "anywhere") return "present";
  const text = textAt(place, request);
  if (text === undefined) return "missing";
  const ruled = place.in === "header" && request.matchingRules.header.has(place.name.toLowerCase());
  const { scheme } = place;
  if (scheme !== undefined && !new RegExp(`^${scheme}\\b`, "i").test(text))
    return isRemoved(text) ? "placeholder" : "missing";
  const value = scheme === undefined ? text : text.slice(scheme.length);
  return ruled || !isRemoved(value) ? "present" : "placeholder";
}

/** `[removed]`, `<token>`, `***` or nothing: a secret stood here. */
function isRemoved(text: string): boolean {
  return /^\s*(?:\[[^\]]*\]|<[^>]*>|\*+)?\s*$/.test(text);
}

function textAt(place: Exclude<CredentialPlace, { in: "anywhere" }>, request: PactRequest): string | undefined {
  if (place.in === "query") return request.query.get(place.name)?.[0] ?? undefined;
  if (place.in === "header") return headerOf(request.headers, place.name);
  const cookies = (headerOf(request.headers, "cookie") ?? "").split(";").map((pair) => pair.trim().split(/=(.*)/s));
  return cookies.find(([name]) => name === place.name)?.[1];
}

/** A header by its name, in any case; several values as one list (RFC 9110 §5.3). */
export function headerOf(headers: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  for (const [key, values] of headers) if (key.toLowerCase() === name.toLowerCase()) return values.join(", ");
  return undefined;
}

function placeOf({ document }: Contract, name: string): CredentialPlace {
  const components = isObject(document.components) ? document.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  if (!isObject(scheme)) return { in: "anywhere" };
  if (scheme.type === "apiKey" && typeof scheme.name === "string") {
    return { in: scheme.in === "query" || scheme.in === "cookie" ? scheme.in : "header", name: scheme.name };
  }
  if (scheme.type === "http" && typeof scheme.scheme === "string") {
    return { in: "header", name: "authorization", scheme: scheme.scheme.replaceAll(/[^\w-]/g, "") };
  }
  const bearer = scheme.type === "oauth2" || scheme.type === "openIdConnect";
  return bearer ? { in: "header", name: "authorization" } : { in: "anywhere" };
}
