/** A media type taken apart; names in lower case, parameter values without quotes (RFC 9110, section 8.3.1). */
export interface ContentType {
  /** `application/vnd.shop+json` */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Takes a media type apart, patient with whitespace and line folds; parameters without `=` are left out. */
export function parseContentType(text: string): ContentType {
  const [essence = "", ...rest] = text.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const value = part.slice(at + 1).trim();
    parameters.set(part.slice(0, at).trim().toLowerCase(), value.replace(/^"(.*)"$/s, "$1"));
  }
  return { essence: essence.trim().toLowerCase(), parameters };
}

/** The kinds of bodies that are told apart when they are matched. */
export type Format = "json" | "form" | "multipart" | "xml" | "text" | "binary";

/** How a body of this media type is matched. */
export function formatOf(contentType: string): Format {
  const { essence } = parseContentType(contentType);
  if (/[/+]json$|^application\/(?:json-rpc|jsonrequest)$/.test(essence)) return "json";
  if (/[/+]xml$/.test(essence)) return "xml";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence.startsWith("multipart/")) return "multipart";
  if (essence.startsWith("text/") || textual.test(essence)) return "text";
  return "binary";
}

const textual =
  /^application\/(?:javascript|ecmascript|typescript|sql|yaml|x-yaml|toml|x-sh|x-ndjson|jwt|jose)$|\+yaml$/;

/** True for `*` in a media type: nothing is known of it. */
export function isUnknownType(contentType: string): boolean {
  return contentType === "" || contentType.includes("*");
}

/** What a text looks like by how it begins, where nothing says it: JSON (an object or a list), HTML, XML or plain text. */
export function guessTextType(text: string): string {
  if (/^\s*[[{]/.test(text)) return "application/json";
  if (/^\s*<(?:!doctype html|html)\b/i.test(text)) return "text/html";
  return /^\s*<[?a-z]/i.test(text) ? "application/xml" : "text/plain";
}
