/** A condition on a key, as the gateway takes it. */
export type Compare = Readonly<Record<string, string>>;
/** A read or write, as the gateway takes it. */
export type Operation = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;

/** Where every condition is true, `success` is done, else `failure`; all of it at one moment, or not at all. */
export interface Transaction {
  readonly compare: readonly Compare[];
  readonly success: readonly Operation[];
  readonly failure: readonly Operation[];
}

/** True while the key's last write is the one of that revision; 0: while there is no such key. */
export function modRevisionIs(key: string, revision: number): Compare {
  return { key: encoded(key), target: "MOD", result: "EQUAL", mod_revision: String(revision) };
}

/** Writes the key. */
export function put(key: string, value: string): Operation {
  return { request_put: { key: encoded(key), value: encoded(value) } };
}

/** Reads the key. */
export function get(key: string): Operation {
  return { request_range: { key: encoded(key) } };
}

/** Reads every key that begins so. */
export function getAll(prefix: string): Operation {
  return { request_range: { key: encoded(prefix), range_end: endOf(prefix) } };
}

/** Removes every key that begins so. */
export function removeAll(prefix: string): Operation {
  return { request_delete_range: { key: encoded(prefix), range_end: endOf(prefix) } };
}

/** Removes the key. */
export function remove(key: string): Operation {
  return { request_delete_range: { key: encoded(key) } };
}

/** Text as the gateway takes it. */
export function encoded(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** The first key after all that begin so. */
function endOf(prefix: string): string {
  const bytes = Buffer.from(prefix);
  // UTF-8 has no byte 0xff, so there is always a next one.
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 1;
  return bytes.toString("base64");
}
