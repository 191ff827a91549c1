import { AsyncLocalStorage } from "node:async_hooks";

type Report = (reason: unknown) => void;
const reports = new AsyncLocalStorage<Report>();
let running = 0;

/**
 * Runs code that others wrote. A promise that it forgot to await and that is rejected would end the whole process, and
 * the other runs with it; here it is reported to the run that made it.
 */
export async function withStrayRejections<T>(report: Report, body: () => Promise<T>): Promise<T> {
  if (running++ === 0) process.on("unhandledRejection", handle);
  try {
    return await reports.run(report, body);
  } finally {
    if (--running === 0) process.off("unhandledRejection", handle);
  }
}

function handle(reason: unknown): void {
  const report = reports.getStore();
  // Not of a run: it ends the process, as it does without this handler.
  if (report === undefined) throw reason;
  report(reason);
}
