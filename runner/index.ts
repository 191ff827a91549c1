// The face of runner: what a team's tercet.config.ts and own programs use.
export { type Config, type ConfigInput, defineConfig } from "./config/config.ts";
export { loadConfig } from "./config/load.ts";
export type { Environment, EnvironmentInput, StartEnvironment } from "./environments/environment.ts";
