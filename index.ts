// What a team's own files import from "tercet".
export { type ConfigInput, defineConfig } from "./runner/config/config.ts";
export type { EnvironmentInput, StartEnvironment } from "./runner/environments/environment.ts";
