// The face of runner: what a team's tercet.config.ts and own programs use.
export { askGate, type GateOptions } from "./broker/ask/ask.ts";
export type { Access, Role } from "./broker/http/access.ts";
export { type ServeOptions, serveBroker, usualRates } from "./broker/http/serve.ts";
export type { RunningBroker } from "./broker/http/server.ts";
export { type Clock, createClock } from "./broker/record/clock.ts";
export { recordDeployment, recordRelease, recordSupportEnd, recordUndeployment } from "./broker/record/occupancy.ts";
export { type PublicationRequest, publishAll } from "./broker/record/publish-all.ts";
export type { FactStore } from "./broker/store/fact-store.ts";
export { openFactStore } from "./broker/store/open.ts";
export { type Config, type ConfigInput, defineConfig } from "./config/config.ts";
export { loadConfig } from "./config/load.ts";
export type { Environment, EnvironmentInput, StartEnvironment } from "./environments/environment.ts";
