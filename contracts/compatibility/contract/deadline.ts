/** A bound on the time that one comparison may take. */
export interface Deadline {
  passed(): boolean;
}

/** A bound in milliseconds from now on. */
export function deadlineIn(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds;
  return { passed: () => performance.now() > end };
}
