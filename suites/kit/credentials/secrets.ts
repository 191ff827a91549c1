/** Shorter values are everyday words: to remove them would spoil what is shown, and hide nothing. */
const minLength = 6;
/** So many are remembered; the oldest go first. */
const maxRemembered = 1000;

const values = new Set<string>();
const names = new Set<string>();

/**
 * Remembers a secret that nothing in its form gives away (an API key, a password), and the name of the header, query
 * parameter or cookie in which it is sent, for everything that this process shows from now on. What looks like a secret,
 * such as a JWT, need not be remembered.
 */
export function keepSecret(value: string, name?: string): void {
  if (name !== undefined) names.add(name.toLowerCase());
  if (value.length < minLength || value.startsWith("eyJ")) return;
  for (const form of new Set([value, encodeURIComponent(value), Buffer.from(value).toString("base64")])) {
    values.delete(form);
    values.add(form);
  }
  for (const oldest of values) {
    if (values.size <= maxRemembered) break;
    values.delete(oldest);
  }
}

/** Whether a header, query parameter or cookie of this name holds a secret by a contract's security schemes. */
export function isSecretName(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** The text with `removed` in place of every secret that is remembered. */
export function hideSecrets(text: string, removed: string): string {
  let shown = text;
  for (const value of values) if (shown.includes(value)) shown = shown.replaceAll(value, removed);
  if (names.size === 0 || !shown.includes("=")) return shown;
  return shown.replaceAll(/([?&])([^?&=#\s]+)=([^&#\s"]*)/g, (pair, mark: string, name: string) =>
    isSecretName(name) ? `${mark}${name}=${removed}` : pair,
  );
}
