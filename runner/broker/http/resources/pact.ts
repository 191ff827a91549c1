import type { JsonObject } from "../../../../contracts/index.ts";
import type { Urls } from "../urls.ts";
import { pacticipantLink, versionLink } from "./links.ts";

/** Which pact it is. */
export interface PactIdentity {
  readonly provider: string;
  readonly consumer: string;
  /** Of the consumer; the newest that has this content where the content itself was asked for. */
  readonly version: string;
  readonly digest: string;
  readonly createdAt?: string;
}

/** A pact as stock verifiers read it: the file, with links to follow. */
export function pactResource(document: JsonObject, identity: PactIdentity, urls: Urls): object {
  const { provider, consumer, version, digest, createdAt } = identity;
  return {
    ...document,
    ...(createdAt === undefined ? {} : { createdAt }),
    _links: {
      self: {
        href: urls.pact(provider, consumer, version),
        title: "Pact",
        name: `Pact between ${consumer} (${version}) and ${provider}`,
      },
      "pb:consumer": { ...pacticipantLink(urls, consumer), title: "Consumer" },
      "pb:provider": { ...pacticipantLink(urls, provider), title: "Provider" },
      "pb:consumer-version": versionLink(urls, { service: consumer, version }),
      "pb:pact-version": {
        href: urls.pactContent(provider, consumer, digest),
        title: "Pact content version permalink",
        name: digest,
      },
      "pb:latest-pact-version": { href: urls.latestPact(provider, consumer), title: "Latest version of this pact" },
      "pb:publish-verification-results": {
        href: urls.results(provider, consumer, digest),
        title: "Publish verification results",
      },
    },
  };
}
