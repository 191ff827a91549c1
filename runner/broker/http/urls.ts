import type { ServiceVersion } from "../../../contracts/index.ts";

/** A link of HAL (draft-kelly-json-hal-11, section 5). */
export interface Link {
  readonly href: string;
  readonly title?: string;
  readonly name?: string;
  readonly templated?: boolean;
}

/** The addresses of resources: absolute, since stock clients follow them as they are. */
export type Urls = ReturnType<typeof createUrls>;

/** Addresses below a base without a slash at its end: `https://broker.example`. */
export function createUrls(base: string) {
  const at = (...parts: readonly string[]) => `${base}/${parts.map(encodeURIComponent).join("/")}`;
  const pair = (provider: string, consumer: string) => ["pacts", "provider", provider, "consumer", consumer] as const;
  return {
    base,
    pacticipant: (name: string) => at("pacticipants", name),
    version: ({ service, version }: ServiceVersion) => at("pacticipants", service, "versions", version),
    tag: ({ service, version }: ServiceVersion, tag: string) =>
      at("pacticipants", service, "versions", version, "tags", tag),
    branchVersion: ({ service, version }: ServiceVersion, branch: string) =>
      at("pacticipants", service, "branches", branch, "versions", version),
    providerPacts: (provider: string) => at("pacts", "provider", provider),
    pact: (provider: string, consumer: string, version: string) => at(...pair(provider, consumer), "version", version),
    latestPact: (provider: string, consumer: string) => at(...pair(provider, consumer), "latest"),
    pactContent: (provider: string, consumer: string, digest: string) =>
      at(...pair(provider, consumer), "pact-version", digest),
    results: (provider: string, consumer: string, digest: string) =>
      at(...pair(provider, consumer), "pact-version", digest, "verification-results"),
    result: (provider: string, consumer: string, digest: string, id: string) =>
      at(...pair(provider, consumer), "pact-version", digest, "verification-results", id),
    environments: () => at("environments"),
    environment: (uuid: string) => at("environments", uuid),
    currentlyDeployed: (uuid: string) => at("environments", uuid, "deployed-versions", "currently-deployed"),
    currentlySupported: (uuid: string) => at("environments", uuid, "released-versions", "currently-supported"),
    recordDeployment: ({ service, version }: ServiceVersion, uuid: string) =>
      at("pacticipants", service, "versions", version, "deployed-versions", "environment", uuid),
    recordRelease: ({ service, version }: ServiceVersion, uuid: string) =>
      at("pacticipants", service, "versions", version, "released-versions", "environment", uuid),
    deployedVersion: (uuid: string) => at("deployed-versions", uuid),
    releasedVersion: (uuid: string) => at("released-versions", uuid),
    /** A URI template (RFC 6570, level 1) below the base. */
    template: (path: string) => `${base}${path}`,
  };
}
