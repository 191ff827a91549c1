/** What a request prefers to be answered with: RFC 7240, with the names that users of Prism know. */
export interface Preferences {
  /** `code=404`: this status. */
  readonly status?: number;
  /** `example=NAME`: the example of this name. */
  readonly example?: string;
  /** `dynamic=true`: generated anew for each request. */
  readonly dynamic: boolean;
}

/** Prefers nothing. */
export const noPreferences: Preferences = { dynamic: false };

/**
 * Reads a `Prefer` header (RFC 7240 §2): of a name that stands twice, the first counts. Preferences of other meaning are
 * left alone. A text instead of preferences: why they make no sense.
 */
export function readPreferences(header: string): Preferences | string {
  const known = new Map<string, string>();
  for (const part of header.split(/[,;](?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const [name = "", value = ""] = part.split(/=(.*)/s);
    const key = name.trim().toLowerCase();
    if (!known.has(key)) known.set(key, value.trim().replace(/^"(.*)"$/s, "$1"));
  }
  const code = known.get("code");
  if (code !== undefined && !/^[1-5]\d\d$/.test(code)) return `"code" must be a status of three digits, not "${code}"`;
  const dynamic = known.get("dynamic") ?? "false";
  if (!["true", "false", "1", "0", ""].includes(dynamic)) return `"dynamic" must be true or false, not "${dynamic}"`;
  const example = known.get("example");
  return {
    ...(code === undefined ? {} : { status: Number(code) }),
    ...(example === undefined ? {} : { example }),
    dynamic: dynamic === "true" || dynamic === "1" || (dynamic === "" && known.has("dynamic")),
  };
}
