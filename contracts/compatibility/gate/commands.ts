import type { ServiceVersion } from "./service-version.ts";

/** Replays a pact against a running provider version, and records the result; `pactFile`: where the pact is. */
export function verifyCommand(pactFile: string, { version }: ServiceVersion): string {
  return `tercet pact verify ${word(pactFile)} --url URL --provider-version ${word(version)} --publish`;
}

/** Shows that a provider version keeps its contract, and records it. */
export function verifyContractCommand({ service, version }: ServiceVersion): string {
  return `tercet verify ${word(service)} --url URL --report events=events.ndjson && tercet publish --events events.ndjson --with ${word(`${service}@${version}`)}`;
}

/** Says which version of a service runs in an environment. */
export function deploymentCommand(service: string, environment: string): string {
  return `tercet record-deployment ${word(`${service}@VERSION`)} --to ${word(environment)}`;
}

/** For a POSIX shell; what needs no quotes gets none. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
