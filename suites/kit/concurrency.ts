/** Lets no more than a number of tasks run at once; the others wait in order. */
export function createLimit(maximum: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= maximum) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes to the next one in line; it never becomes free in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** Does the same with each item, a few at once. The first error is thrown when all that had begun have ended. */
export async function forEachConcurrently<T>(
  items: Iterable<T>,
  maximum: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const limit = createLimit(maximum);
  let failed = false;
  const results = await Promise.allSettled(
    Array.from(items, (item) =>
      limit(async () => {
        if (failed) return;
        try {
          await action(item);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
