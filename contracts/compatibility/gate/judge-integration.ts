import type { IntegrationVerdict, JudgedIntegration } from "./answer.ts";
import { verifyCommand, verifyContractCommand } from "./commands.ts";
import type { ContainmentEvidence, Evidence, ReplayEvidence, StaticEvidence } from "./evidence.ts";
import type { FactOf } from "./fact.ts";
import type { FactIndex } from "./fact-index.ts";
import type { Integration } from "./integrations.ts";
import { isPending } from "./pending.ts";
import type { StaticPolicy } from "./question.ts";
import { type ServiceVersion, versionName } from "./service-version.ts";

/** What can be found out without running anything, of an integration that no replay proves. */
export type ComputedEvidence = StaticEvidence | ContainmentEvidence;

/** The newest replay of an integration's pact, as evidence. */
export function replayOf({ digest, provider }: Integration, index: FactIndex): ReplayEvidence | undefined {
  const fact = index.verificationOf(digest, provider);
  if (fact === undefined) return undefined;
  const { success, at, failures = [], verifiedBy, buildUrl } = fact;
  return {
    kind: "replay",
    success,
    at,
    failures,
    ...(verifiedBy === undefined ? {} : { verifiedBy }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  };
}

/**
 * Judges one integration. A replay outweighs everything that is only computed; what is computed counts as the policy
 * allows; what speaks against the integration is not held against a provider that never kept the pact.
 */
export function judgeIntegration(
  integration: Integration,
  index: FactIndex,
  policy: StaticPolicy,
  computed: readonly ComputedEvidence[],
  pactFile: string,
): JudgedIntegration {
  const command = verifyCommand(pactFile, integration.provider);
  const replay = replayOf(integration, index);
  if (replay !== undefined) {
    const evidence = [replay, ...computed];
    return replay.success
      ? judged(integration, "verified", evidence, `${pair(integration)} was replayed and works`)
      : failed(integration, index, evidence, `${pair(integration)} was replayed and fails: ${failuresOf(replay)}`);
  }
  const misfit = computed.find((one) => one.kind === "static" && hasErrors(one));
  if (misfit !== undefined && policy !== "never") {
    const [finding] = (misfit as StaticEvidence).findings.filter(({ severity }) => severity === "error");
    const reason = `${pair(integration)} cannot work by the provider's contract: ${sentence(finding?.message ?? "")}`;
    return failed(integration, index, deciding(computed, misfit), reason);
  }
  const stand = computed.find(({ success }) => success);
  if (stand === undefined || policy === "never") {
    const why = computed.length === 0 ? "" : `, and ${shortfall(computed, policy)}`;
    return missing(integration, computed, `${pair(integration)} was never replayed${why}`, command);
  }
  if (policy !== "any-contract") {
    const open = (why: string, remedy: string) => {
      const reason = `${pair(integration)} was never replayed; ${basis(stand)}, but ${why}`;
      return missing(integration, deciding(computed, stand), reason, remedy);
    };
    if (computed.some((one) => one.kind === "static" && one.messages > 0)) {
      return open(`only a replay shows that ${versionName(integration.provider)} sends its messages so`, command);
    }
    const unkept = whyNotKept(integration.provider, index);
    if (unkept !== undefined) return open(unkept, verifyContractCommand(integration.provider));
  }
  return judged(integration, "verified", deciding(computed, stand), `${pair(integration)}: ${basis(stand)}`);
}

/** Why a provider version is not known to keep its contract; undefined where `tercet verify` showed that it does. */
function whyNotKept(provider: ServiceVersion, index: FactIndex): string | undefined {
  const cases = index.acceptanceOf(provider).filter(({ kind }) => kind === "guarantee");
  const bad = cases.find(({ verdict }) => verdict === "fail" || verdict === "inconclusive");
  if (bad !== undefined) {
    const how = bad.verdict === "fail" ? "failed" : "came to no result";
    return `${versionName(provider)} is not known to keep its contract: ${bad.case} ${how}`;
  }
  if (cases.some(({ verdict }: FactOf<"acceptance">) => verdict === "pass")) return undefined;
  return `nobody showed that ${versionName(provider)} keeps its contract`;
}

function failed(
  integration: Integration,
  index: FactIndex,
  evidence: readonly Evidence[],
  reason: string,
): JudgedIntegration {
  const { counterpart, digest, provider } = integration;
  if (counterpart !== "consumer" || !isPending(digest, provider.service, index)) {
    return judged(integration, "broken", evidence, reason);
  }
  const pending = `pending, since no version of the main branch of ${provider.service} ever kept this pact`;
  return judged(integration, "pending", evidence, `${reason} (${pending})`);
}

function missing(
  integration: Integration,
  evidence: readonly Evidence[],
  reason: string,
  command: string,
): JudgedIntegration {
  return { ...judged(integration, "unknown", evidence, reason), command };
}

function judged(
  integration: Integration,
  verdict: IntegrationVerdict,
  evidence: readonly Evidence[],
  reason: string,
): JudgedIntegration {
  return { ...integration, verdict, evidence, reason: `${reason}.` };
}

function deciding(evidence: readonly ComputedEvidence[], first: ComputedEvidence): readonly ComputedEvidence[] {
  return [first, ...evidence.filter((other) => other !== first)];
}

function hasErrors({ findings }: StaticEvidence): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function pair({ consumer, provider }: Integration): string {
  return `${versionName(consumer)} → ${versionName(provider)}`;
}

function failuresOf({ failures }: ReplayEvidence): string {
  const [first] = failures;
  if (first === undefined) return "the result gives no details";
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
  return `${first.interaction}: ${sentence(first.message)}${more}`;
}

function basis(evidence: ComputedEvidence): string {
  return evidence.kind === "static"
    ? "the pact fits the provider's contract (static comparison)"
    : `${versionName(evidence.replayed)} was replayed and works, and this version's contract promises all that its contract did (schema containment)`;
}

/** Why what was computed does not stand in for a replay. */
function shortfall(computed: readonly ComputedEvidence[], policy: StaticPolicy): string {
  if (policy === "never") return "by policy only a replay counts";
  const compared = computed.find((one) => one.kind === "static");
  if (compared?.kind === "static" && compared.uncompared > 0) {
    return "some of its interactions are of a kind that the provider's published contract does not speak of";
  }
  return "the provider's contract leaves open whether it works";
}

/** To stand inside a sentence: without its full stop. */
function sentence(message: string): string {
  return message.replace(/\.$/, "");
}
