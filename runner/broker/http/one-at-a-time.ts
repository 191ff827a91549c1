/** Runs one piece of work at a time, in the order in which they came. */
export type OneAtATime = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a queue: what looks first and writes then must not be overtaken between the two. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
