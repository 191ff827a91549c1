import type { FactOf } from "../fact.ts";

/** A moment that is later for a greater number of seconds, up to 59. */
export function moment(seconds: number): string {
  return `2026-01-01T00:00:${String(seconds).padStart(2, "0")}.000Z`;
}

/** A pact fact. */
export function pact(identity: Omit<FactOf<"pact">, "fact" | "at">): FactOf<"pact"> {
  return { fact: "pact", ...identity, at: moment(1) };
}

/** The result of a replay of a pact against a provider version. */
export function verificationFact(
  { consumer, provider, digest }: Pick<FactOf<"pact">, "consumer" | "provider" | "digest">,
  providerVersion: string,
  success: boolean,
  seconds = 2,
): FactOf<"verification"> {
  return { fact: "verification", consumer, provider, providerVersion, digest, success, at: moment(seconds) };
}

/** A deployment to production. */
export function deployment(
  service: string,
  version: string,
  { at = 1, instance }: { readonly at?: number; readonly instance?: string } = {},
): FactOf<"deployment"> {
  const named = instance === undefined ? {} : { instance };
  return { fact: "deployment", service, version, environment: "production", ...named, at: moment(at) };
}

/** A release to production. */
export function release(service: string, version: string, seconds = 1): FactOf<"release"> {
  return { fact: "release", service, version, environment: "production", at: moment(seconds) };
}

/** A published version. */
export function version(
  service: string,
  number: string,
  details: Pick<FactOf<"version">, "branch" | "tags"> = {},
): FactOf<"version"> {
  return { fact: "version", service, version: number, ...details, at: moment(1) };
}
