import { isObject } from "../../../contracts/portable.ts";

/** Claims under which issuers list what a caller may do; `scope` is a text separated by blanks (RFC 8693 §4.2). */
const roleClaims = ["roles", "role", "scope", "scopes", "scp", "groups", "permissions"];

let last: { readonly token: string; readonly roles: ReadonlySet<string> | undefined } = { token: "", roles: undefined };

/**
 * The roles that a token claims; undefined for one that cannot be read (opaque, encrypted) or says nothing of roles. The
 * last token is remembered: a consumer's test sends the same one over and over.
 */
export function rolesOf(token: string): ReadonlySet<string> | undefined {
  if (token !== last.token) last = { token, roles: readRoles(token) };
  return last.roles;
}

function readRoles(token: string): ReadonlySet<string> | undefined {
  const claims = claimsOf(token);
  if (claims === undefined) return undefined;
  const realm = isObject(claims.realm_access) ? [claims.realm_access.roles] : [];
  const lists = [...roleClaims.map((name) => claims[name]), ...realm].filter((list) => list !== undefined);
  if (lists.length === 0) return undefined;
  return new Set(lists.flatMap((list) => (Array.isArray(list) ? list.map(String) : String(list).split(" "))));
}

/** The claims of a JWS (RFC 7519 §3), signature unseen. */
function claimsOf(token: string): Record<string, unknown> | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const bytes = Uint8Array.from(atob((parts[1] as string).replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
