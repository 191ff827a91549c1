import type { Change } from "../change.ts";
import type { ContractChange, GateAnswer, JudgedAcceptance, JudgedIntegration, UnmetNeed } from "./answer.ts";
import { deploymentCommand } from "./commands.ts";
import type { FactOf } from "./fact.ts";
import type { FactIndex } from "./fact-index.ts";
import { type AbsentProvider, type Integration, integrationsOf } from "./integrations.ts";
import { type ComputedEvidence, judgeIntegration } from "./judge-integration.ts";
import type { Occupant } from "./occupants.ts";
import type { GateQuestion, StaticPolicy } from "./question.ts";
import { versionName } from "./service-version.ts";

/** Everything that the decision rests on. */
export interface GateInput {
  readonly question: GateQuestion;
  readonly index: FactIndex;
  /** Who is there: those who are recorded in the environment, or who else is asked with. */
  readonly occupants: readonly Occupant[];
  readonly policy: StaticPolicy;
  /** What was found out of an integration without running anything; empty where a replay says it all. */
  readonly computed: (integration: Integration) => readonly ComputedEvidence[];
  /** Where the pact with a digest is, for the command that verifies it. */
  readonly pactFile: (digest: string) => string;
  /** What the version's contract no longer promises, by the version of the same service that is in the environment. */
  readonly changes: readonly { readonly replaced: string; readonly change: Change }[];
}

/**
 * Answers whether a version can go to an environment: every version that it would meet there must be known to work with
 * it, what it needs must be there, and its latest acceptance must have passed. What speaks against it outweighs what is
 * missing. Pure: the same facts, the same answer.
 */
export function decide({ question, index, occupants, policy, computed, pactFile, changes }: GateInput): GateAnswer {
  const { met, absent } = integrationsOf(question, index, occupants);
  const integrations = met.map((one) => judgeIntegration(one, index, policy, computed(one), pactFile(one.digest)));
  const unmet = absent.map((need) => unmetNeed(need, question));
  const acceptance = index.acceptanceOf(question).map(judgeAcceptance);
  const bad = [
    ...integrations.filter(({ verdict }) => verdict === "broken"),
    ...unmet.filter(({ verdict }) => verdict === "broken"),
    ...acceptance.filter(({ verdict }) => verdict === "fail"),
  ];
  const open = [
    ...integrations.filter(({ verdict }) => verdict === "unknown"),
    ...unmet.filter(({ verdict }) => verdict === "unknown"),
    ...acceptance.filter(({ verdict }) => verdict === "unknown"),
  ];
  const pending = integrations.filter(({ verdict }) => verdict === "pending");
  const reasons = [...bad, ...open, ...pending].map(({ reason }) => reason);
  return {
    ...question,
    verdict: bad.length > 0 ? "not-deployable" : open.length > 0 ? "unknown" : "deployable",
    reasons: bad.length + open.length > 0 ? reasons : [...reasons, nothingAgainst(question, integrations)],
    integrations,
    unmet,
    acceptance,
    changes: changes.map((one) => withBroken(one, integrations)),
  };
}

/** The exit code of an answer: 0 deployable, 1 not deployable, 3 unknown. */
export function gateExitCode({ verdict }: GateAnswer): 0 | 1 | 3 {
  return { deployable: 0, "not-deployable": 1, unknown: 3 }[verdict] as 0 | 1 | 3;
}

function unmetNeed({ provider, left }: AbsentProvider, { environment, ...subject }: GateQuestion): UnmetNeed {
  const command = deploymentCommand(provider, environment);
  return left
    ? {
        provider,
        verdict: "broken",
        reason: `${versionName(subject)} uses ${provider}, which runs in ${environment} no longer.`,
        command,
      }
    : {
        provider,
        verdict: "unknown",
        reason: `${versionName(subject)} uses ${provider}, and nobody recorded which version of it is in ${environment}.`,
        command,
      };
}

function judgeAcceptance(fact: FactOf<"acceptance">): JudgedAcceptance {
  const what = `${fact.case}${fact.environment === undefined ? "" : ` in ${fact.environment}`}`;
  const why = fact.message === undefined ? "" : `: ${fact.message.replace(/\.$/, "")}`;
  if (fact.verdict === "fail") {
    return { fact, verdict: "fail", reason: `${what} failed with ${versionName(fact)}${why}.` };
  }
  if (fact.verdict === "inconclusive") {
    return { fact, verdict: "unknown", reason: `${what} came to no result with ${versionName(fact)}${why}.` };
  }
  const how = fact.verdict === "pass" ? "passed" : "was skipped";
  return { fact, verdict: "pass", reason: `${what} ${how} with ${versionName(fact)}.` };
}

function nothingAgainst(question: GateQuestion, integrations: readonly JudgedIntegration[]): string {
  const works = integrations.filter(({ verdict }) => verdict === "verified").length;
  if (integrations.length === 0) {
    return `${versionName(question)} uses nothing in ${question.environment}, and nothing there is known to use it.`;
  }
  const met = `${integrations.length} version${integrations.length === 1 ? "" : "s"}`;
  const whole = works === integrations.length ? "" : `${works} of `;
  return `${versionName(question)} works with ${whole}the ${met} that it meets in ${question.environment}.`;
}

/** Names the consumers there that stumble over a change of the contract, by the operations that their failures name. */
function withBroken(
  { replaced, change }: GateInput["changes"][number],
  integrations: readonly JudgedIntegration[],
): ContractChange {
  const breaks = integrations.filter(
    ({ counterpart, verdict, evidence }) =>
      counterpart === "consumer" &&
      (verdict === "broken" || verdict === "pending") &&
      evidence.some(
        (one) =>
          one.kind === "static" &&
          one.findings.some(
            ({ severity, operation }) =>
              severity === "error" && (operation === undefined || change.operations.includes(operation)),
          ),
      ),
  );
  return { replaced, change, breaks: breaks.map(({ consumer }) => versionName(consumer)) };
}
