import { createContext, Script } from "node:vm";

const sandbox = createContext({ work: undefined });
const call = new Script("work()");
/** The limit sees the wall clock; work that was cut off while the machine did other things is done again so often. */
const maxAttempts = 4;
let isLimited = false;

/**
 * Does work that cannot be asked to stop (a validator that is compiled); undefined where it took longer than so many
 * milliseconds of processor time. What it changed until then is left half done, so it must work on things of its own.
 * Within such work it only calls: a limit costs a quarter of a millisecond, so many small pieces are put under one.
 */
export function interrupted<T>(work: () => T, milliseconds: number): { readonly result: T } | undefined {
  if (isLimited) return { result: work() };
  isLimited = true;
  try {
    return limited(work, milliseconds);
  } finally {
    isLimited = false;
  }
}

function limited<T>(work: () => T, milliseconds: number): { readonly result: T } | undefined {
  Object.assign(sandbox, { work });
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = process.cpuUsage();
    try {
      return { result: call.runInContext(sandbox, { timeout: Math.max(1, Math.ceil(milliseconds)) }) as T };
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      const { user, system } = process.cpuUsage(before);
      if (user + system > (milliseconds / 2) * 1_000) return undefined;
    }
  }
  return undefined;
}
