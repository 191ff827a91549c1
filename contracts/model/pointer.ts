/**
 * Writes a JSON Pointer (RFC 6901) from unescaped segments: `pointer("paths", "/v1/carts")` is `/paths/~1v1~1carts`;
 * without segments it is the empty pointer, the whole document.
 */
export function pointer(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Splits a JSON Pointer into its unescaped segments; undefined where the text is no pointer (RFC 6901, section 3). */
export function parsePointer(text: string): readonly string[] | undefined {
  if (text === "") return [];
  if (!text.startsWith("/") || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * The value that a JSON Pointer names (RFC 6901, section 4); undefined where there is none or the text is no pointer.
 * Only own members count: `/constructor` or `/__proto__` reach nothing that the document does not hold itself.
 */
export function resolvePointer(document: unknown, text: string): unknown {
  const segments = parsePointer(text);
  if (segments === undefined) return undefined;
  let current = document;
  for (const segment of segments) {
    if (Array.isArray(current)) {
      if (!/^(0|[1-9]\d*)$/.test(segment)) return undefined;
      current = current[Number(segment)];
    } else if (typeof current === "object" && current !== null && Object.hasOwn(current, segment)) {
      current = (current as Record<string, unknown>)[segment];
    } else return undefined;
  }
  return current;
}

/**
 * The pointer in a URI fragment (RFC 6901, section 6): percent-decoded, without `#`; undefined where the fragment is
 * no pointer but a name, as an `$anchor` of JSON Schema is.
 */
export function pointerOfFragment(fragment: string): string | undefined {
  const decoded = decodeUri(fragment);
  return parsePointer(decoded) === undefined ? undefined : decoded;
}

/** Percent-decodes a part of a URI; a part that is badly encoded is returned as it is. */
export function decodeUri(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
