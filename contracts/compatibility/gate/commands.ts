import { shellWord } from "../../shell-word.ts";
import type { ServiceVersion } from "./service-version.ts";

/** Replays a pact against a running provider version, and records the result; `pactFile`: where the pact is. */
export function verifyCommand(pactFile: string, { version }: ServiceVersion): string {
  return `tercet pact verify ${shellWord(pactFile)} --url URL --provider-version ${shellWord(version)} --publish`;
}

/** Shows that a provider version keeps its contract, and records it. */
export function verifyContractCommand({ service, version }: ServiceVersion): string {
  return `tercet verify ${shellWord(service)} --url URL --report events=events.ndjson && tercet publish --events events.ndjson --with ${shellWord(`${service}@${version}`)}`;
}

/** Says which version of a service runs in an environment. */
export function deploymentCommand(service: string, environment: string): string {
  return `tercet record-deployment ${shellWord(`${service}@VERSION`)} --to ${shellWord(environment)}`;
}
