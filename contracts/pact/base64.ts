/** Decodes base64 (RFC 4648, section 4), whitespace tolerated; undefined where the text is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/\s/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(compact)) return undefined;
  return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
}

/** Encodes bytes as base64. */
export function encodeBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  // A call takes a bounded number of arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    chunks.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return btoa(chunks.join(""));
}
