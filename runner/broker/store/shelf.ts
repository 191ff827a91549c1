import { createHash } from "node:crypto";
import type { Fact, ServiceVersion } from "../../../contracts/index.ts";

/**
 * The one shelf of a fact, a path of encoded names. Shelves are as narrow as the questions: one for each version, one for
 * each service in each environment. So the gate reads few of them, and two branches rarely add to the same one.
 */
export function shelfOf(fact: Fact): string {
  switch (fact.fact) {
    case "service":
      return shelves.service(fact.service);
    case "version":
    case "contract":
    case "message-contract":
      return shelves.version(fact);
    case "pact":
      return shelves.version({ service: fact.consumer, version: fact.consumerVersion });
    case "verification":
      return shelves.verifications({ service: fact.provider, version: fact.providerVersion });
    case "acceptance":
      return shelves.acceptance(fact);
    case "environment":
      return shelves.environments;
    case "deployment":
    case "undeployment":
    case "release":
    case "support-end":
      return shelves.occupancy(fact.environment, fact.service);
  }
}

/** The names of shelves; with a slash at the end, of all beneath. */
export const shelves = {
  environments: "environments",
  allServices: "services/",
  service: (service: string) => `services/${encode(service)}/service`,
  versionsOf: (service: string) => `services/${encode(service)}/versions/`,
  version: ({ service, version }: ServiceVersion) => `services/${encode(service)}/versions/${encode(version)}`,
  allVerificationsOf: (provider: string) => `verifications/${encode(provider)}/`,
  verifications: ({ service, version }: ServiceVersion) => `verifications/${encode(service)}/${encode(version)}`,
  acceptance: ({ service, version }: ServiceVersion) => `acceptance/${encode(service)}/${encode(version)}`,
  occupancyOf: (environment: string) => `occupancy/${encode(environment)}/`,
  allOccupancy: "occupancy/",
  occupancy: (environment: string, service: string) => `occupancy/${encode(environment)}/${encode(service)}`,
} as const;

/** Longest part of a path that every file system takes, in bytes, with room for an ending. */
const maximumPartLength = 120;

/**
 * A name as one part of a path: safe on every file system, readable where it can be. Two names may meet on a file system
 * that takes upper and lower case for the same; a reader looks at the facts, not at the file's name.
 */
function encode(name: string): string {
  const encoded = encodeURIComponent(name)
    .replaceAll(/[*'()!~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, "%2E")
    .replace(/\.$/, "%2E");
  if (encoded.length <= maximumPartLength) return encoded;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 24);
  return `${encoded.slice(0, maximumPartLength - 25)}~${hash}`;
}
