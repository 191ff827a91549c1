/** Waits are for a condition; under load, a machine is slow. */
export const patience = { timeout: 30_000 };

/** The reason why something failed; undefined: it did not. */
export async function failureOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error) => String(error),
  );
}
