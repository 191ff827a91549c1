import type { Event } from "./events.ts";

/** Headers whose value is a credential, RFC 9110 §11.6.2 and RFC 6265 §4. */
const credentialHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

const removed = "[removed]";

/** What in running text is a credential by its form, and what stands there instead. */
const credentials: readonly (readonly [RegExp, string])[] = [
  // A JWS or JWE in compact serialisation (RFC 7515 §7.1, RFC 7516 §7.1), also one that was cut: a JSON object in
  // base64url begins with `eyJ`; the header alone tells nothing, so at least one more part is asked for.
  [/\beyJ[\w-]+\.{1,2}[\w-]+(?:\.[\w-]*)*/g, "[token removed]"],
  // Credentials of RFC 6750 and RFC 7617; `Bearer $TOKEN` in a replay line and `Bearer realm="…"` are none.
  [/\b(Bearer|Basic) +(?=[^\s"',;]*\d)[\w.~+/-]{16,}=*/gi, `$1 ${removed}`],
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?(?:-----END \1PRIVATE KEY-----|$)/g, "[private key removed]"],
];

/**
 * The last line of defence: removes from an event whatever looks like a credential, wherever it stands. Who makes an
 * event removes what it knows to be secret; this guards what slipped through (a token in an error text, in a URL).
 */
export function redactEvent(event: Event): Event {
  return redact(event) as Event;
}

function redact(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redactText(name),
      credentialHeaders.has(name.toLowerCase()) && isHeaderValue(member) ? hide(member) : redact(member),
    ]),
  );
}

function redactText(text: string): string {
  return credentials.reduce((redacted, [pattern, replacement]) => redacted.replaceAll(pattern, replacement), text);
}

function isHeaderValue(value: unknown): value is string | readonly string[] {
  return typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

/** A word that already says so in brackets stays: it was put there on purpose. */
function hide(value: string | readonly string[]): string | readonly string[] {
  if (typeof value !== "string") return value.map((item) => hide(item) as string);
  return /^(?:\w+ )?(?:\[[^\]]*\]|<[^>]*>|\$\w+)$/.test(value) ? value : removed;
}
