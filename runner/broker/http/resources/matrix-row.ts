import type { JudgedIntegration, ServiceVersion } from "../../../../contracts/index.ts";
import type { Catalogue } from "../../ask/catalogue.ts";
import type { Urls } from "../urls.ts";

/** One integration as a row of the Pact Broker's matrix; `verificationResult` is null where nobody looked. */
export function matrixRow(row: JudgedIntegration, catalogue: Catalogue, urls: Urls): object {
  const { consumer, provider, digest, verdict, evidence, reason } = row;
  const [deciding] = evidence;
  const verificationResult =
    verdict === "unknown"
      ? null
      : {
          success: verdict === "verified",
          ...(deciding?.kind === "replay" ? { verifiedAt: deciding.at } : {}),
          _links: { self: { href: urls.pactContent(provider.service, consumer.service, digest) } },
        };
  return {
    consumer: side(consumer, catalogue, urls),
    provider: side(provider, catalogue, urls),
    pact: { _links: { self: { href: urls.pact(provider.service, consumer.service, consumer.version) } } },
    verificationResult,
    verificationType: deciding?.kind ?? null,
    pending: verdict === "pending",
    reason,
  };
}

function side(version: ServiceVersion, catalogue: Catalogue, urls: Urls): object {
  const { branches = [], tags = [] } = catalogue.find(version) ?? {};
  const branchVersions = branches.map((name) => ({
    name,
    _links: { self: { href: urls.branchVersion(version, name) } },
  }));
  return {
    name: version.service,
    version: {
      number: version.version,
      branch: branches.at(-1) ?? null,
      branches: branchVersions,
      branchVersions,
      environments: [],
      tags: tags.map((name) => ({ name, _links: { self: { href: urls.tag(version, name) } } })),
      _links: { self: { href: urls.version(version) } },
    },
    _links: { self: { href: urls.pacticipant(version.service) } },
  };
}
