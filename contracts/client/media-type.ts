/** The JSON media type among an operation's or a response's, if there is one: `application/json`, `…+json`. */
export function jsonMediaType(mediaTypes: Iterable<string>): string | undefined {
  for (const mediaType of mediaTypes) if (isJson(mediaType)) return mediaType;
  return undefined;
}

/** Whether a media type carries JSON: `application/json`, or one with the suffix `+json` (RFC 6839, section 3.1). */
export function isJson(mediaType: string): boolean {
  return /^(application\/json|[\w.!#$&^-]+\/[\w.!#$&^-]+\+json)\s*(;|$)/i.test(mediaType.trim());
}
