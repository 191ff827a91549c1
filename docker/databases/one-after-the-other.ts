/** Runs what it is given one after the other, in the order of the calls; one that failed does not stop the next. */
export function oneAfterTheOther(): <T>(step: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const next = last.then(step, step);
    last = next.catch(() => {});
    return next;
  };
}
