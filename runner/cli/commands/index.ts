import type { RegisterCommand } from "../context.ts";

/** Every command, in the order of the help. Each is loaded when it is asked for: start-up is felt at every call. */
export const commands: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  init: async () => (await import("./init.ts")).registerInit,
  demo: async () => (await import("./demo.ts")).registerDemo,
  contracts: async () => (await import("./contracts.ts")).registerContracts,
  client: async () => (await import("./client.ts")).registerClient,
  verify: async () => (await import("./verify.ts")).registerVerify,
  run: async () => (await import("./run.ts")).registerRun,
  monitor: async () => (await import("./monitor.ts")).registerMonitor,
  jobs: async () => (await import("./jobs.ts")).registerJobs,
  report: async () => (await import("./report.ts")).registerReport,
};
