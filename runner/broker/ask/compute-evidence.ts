import {
  type Change,
  type ComputedEvidence,
  type ContractVersion,
  compareWithVersion,
  diffVersions,
  type FactIndex,
  type GateQuestion,
  type Integration,
  integrationsOf,
  type Occupant,
  type Pact,
  type ServiceVersion,
  type StaticEvidence,
  versionName,
} from "../../../contracts/index.ts";
import type { Contents } from "./contents.ts";

/** What is found out of integrations without running anything, by pact digest and provider version. */
export type ComputedByIntegration = (integration: Integration) => readonly ComputedEvidence[];

/**
 * Compares the pacts that no replay proves with their providers' contracts, where these were published: with the provider
 * version's own, and with that of another version which did keep the pact.
 */
export async function computeEvidence(
  question: GateQuestion,
  occupants: readonly Occupant[],
  index: FactIndex,
  contents: Contents,
): Promise<ComputedByIntegration> {
  const found = new Map<string, readonly ComputedEvidence[]>();
  for (const integration of integrationsOf(question, index, occupants).met) {
    const { digest, provider } = integration;
    if (index.verificationOf(digest, provider)?.success === true) continue;
    const contract = await contractOf(provider, index, contents);
    if (contract === undefined) continue;
    const evidence: ComputedEvidence[] = [compared(await contents.pact(digest), contract)];
    if (evidence.every(({ success }) => !success)) {
      const contained = await containment(integration, contract, index, contents);
      if (contained !== undefined) evidence.push(contained);
    }
    found.set(keyOf(integration), evidence);
  }
  return (integration) => found.get(keyOf(integration)) ?? [];
}

/** What a version promises, over HTTP and of messages, where it was published; undefined where neither was. */
export async function contractOf(
  version: ServiceVersion,
  index: FactIndex,
  contents: Contents,
): Promise<ContractVersion | undefined> {
  const [http, messages] = [index.contractOf(version), index.messageContractOf(version)];
  if (http === undefined && messages === undefined) return undefined;
  return {
    ...(http === undefined ? {} : { http: await contents.contract(http.digest) }),
    ...(messages === undefined ? {} : { messages: await contents.messageContract(messages.digest) }),
  };
}

const undecided = new Set(["response.body.undecided", "message.payload.undecided"]);

function compared(pact: Pact, version: ContractVersion): StaticEvidence {
  const { findings, uncompared } = compareWithVersion(pact, version);
  const open = findings.some(({ severity, rule }) => severity === "error" || undecided.has(rule));
  const messages = pact.interactions.filter(({ type }) => type !== "Synchronous/HTTP").length;
  return { kind: "static", success: !open && uncompared === 0, uncompared, messages, findings };
}

/** The newest other version that kept the pact, and what this one's contract promises of that one's. */
async function containment(
  { digest, provider }: Integration,
  contract: ContractVersion,
  index: FactIndex,
  contents: Contents,
): Promise<ComputedEvidence | undefined> {
  const kept = index
    .all("verification")
    .filter((fact) => fact.digest === digest && fact.provider === provider.service && fact.success)
    .map(({ providerVersion }): ServiceVersion => ({ service: provider.service, version: providerVersion }))
    .filter(({ version }) => version !== provider.version);
  for (const replayed of kept.toReversed()) {
    const before = await contractOf(replayed, index, contents);
    if (before === undefined || index.verificationOf(digest, replayed)?.success !== true) continue;
    const changes = await brokenPromises(before, contract);
    return { kind: "containment", success: changes.length === 0, replayed, changes };
  }
  return undefined;
}

/** What is not proved compatible between two versions, over HTTP and of messages. */
export async function brokenPromises(before: ContractVersion, after: ContractVersion): Promise<readonly Change[]> {
  const diffs = await diffVersions(before, after);
  return diffs.flatMap(({ changes }) => changes).filter(({ effect }) => effect !== "compatible");
}

function keyOf({ digest, provider }: Integration): string {
  return `${digest}\n${versionName(provider)}`;
}
