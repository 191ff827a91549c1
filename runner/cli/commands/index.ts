import type { LoadCommand } from "../context.ts";

/** Every command, in the order of the help. Each is loaded when it is asked for: start-up is felt at every call. */
export const commands: Readonly<Record<string, LoadCommand>> = {
  init: async () => (await import("./init.ts")).registerInit,
  demo: async () => (await import("./demo.ts")).registerDemo,
  contracts: async () => (await import("./contracts.ts")).registerContracts,
  client: async () => (await import("./client.ts")).registerClient,
  verify: async () => (await import("./verify.ts")).registerVerify,
  mock: async () => (await import("./mock.ts")).registerMock,
  run: async () => (await import("./run.ts")).registerRun,
  monitor: async () => (await import("./monitor.ts")).registerMonitor,
  jobs: async () => (await import("./jobs.ts")).registerJobs,
  pact: async (argv) => (await import("./pact.ts")).loadPactCommand(argv),
  publish: async () => (await import("./publish.ts")).registerPublish,
  "record-deployment": async () => (await import("./record-deployment.ts")).registerRecordDeployment,
  "record-release": async () => (await import("./record-release.ts")).registerRecordRelease,
  gate: async () => (await import("./gate.ts")).registerGate,
  serve: async () => (await import("./serve.ts")).registerServe,
  schema: async () => (await import("./schema.ts")).registerSchema,
  report: async () => (await import("./report.ts")).registerReport,
};
