import type { Finding, Guarantee, Verdict } from "../../contracts/index.ts";
import {
  type CutVerification,
  explain,
  type SiteJudgement,
  type SiteProperty,
  type SiteTopology,
} from "../../suites/index.ts";

/** What the harness says of sites that lost each other: one finding for each property. */
export function siteFindings(
  options: CutVerification["sites"] & {
    readonly cut: SiteTopology["cuts"][number];
    /** Why the store cannot keep all of it. */
    readonly weakness: string | undefined;
    readonly replay: string;
  },
): Finding[] {
  const { excerpt, cut, weakness, replay } = options;
  const failures = options.judgements.filter((judgement) => verdictOf(judgement) === "fail");
  return options.judgements.map((judgement) => {
    const { property } = judgement;
    const verdict = verdictOf(judgement);
    const [violation] = judgement.violations;
    const story = violation !== undefined && violation.events.length > 0 ? [...explain(excerpt, violation)] : undefined;
    // Told once.
    const why = judgement === failures[0] && weakness !== undefined ? ` ${weakness}.` : "";
    return {
      guarantee: guaranteeOf[property],
      check: `${guaranteeOf[property]}/${cut.name}`,
      operation: property,
      verdict,
      message: `${statements[property]}: ${outcome(judgement, verdict)}.${why}`,
      ...(story === undefined ? {} : { evidence: { story } }),
      ...(verdict === "pass" || verdict === "skipped" ? {} : { replay }),
    };
  });
}

const guaranteeOf: Readonly<Record<SiteProperty, Guarantee>> = {
  "minority-reserves-nothing": "single-effective-runner",
  "minority-stops-within-time-to-live": "single-effective-runner",
  "majority-reserves-within-bound": "job-failures-handled",
  "healing-resurrects-no-owner": "single-effective-runner",
  "no-stickiness": "single-effective-runner",
};

const statements: Readonly<Record<SiteProperty, string>> = {
  "minority-reserves-nothing": "A site without a majority reserves nothing",
  "minority-stops-within-time-to-live": "Its workers have no effect any more after the time to live",
  "majority-reserves-within-bound": "The majority reserves each job within the bound",
  "healing-resurrects-no-owner": "When the sites find each other again, no owner of the past comes back",
  "no-stickiness": "Each worker asks the nodes of both data centres",
};

function verdictOf({ property, verdict }: SiteJudgement): Verdict {
  if (verdict === "held") return "pass";
  // Who keeps to one node is not wrong; but then the cuts prove little.
  if (verdict === "violated") return property === "no-stickiness" ? "inconclusive" : "fail";
  // Without a reservation in the majority, nothing was seen at all.
  return property === "majority-reserves-within-bound" ? "inconclusive" : "skipped";
}

function outcome(judgement: SiteJudgement, verdict: Verdict): string {
  const { exercised, violated, violations } = judgement;
  if (verdict === "skipped") return "what happened here does not put it to the test";
  if (verdict === "pass") return `it held ${times(exercised)}${details(judgement)}`;
  if (violated === 0)
    return "it was not put to the test, since the store, or this machine, did not serve for long enough";
  return `but ${violations[0]?.summary} (${times(violated)} in ${exercised} tests)`;
}

function details({ property, measurements }: SiteJudgement): string {
  if (property === "majority-reserves-within-bound") {
    const { longestMajorityWaitMilliseconds = 0, majorityBoundMilliseconds = 0 } = measurements;
    return `, at the latest after ${seconds(longestMajorityWaitMilliseconds)} of ${seconds(majorityBoundMilliseconds)}`;
  }
  const { latestMinorityEffectMilliseconds = 0 } = measurements;
  return latestMinorityEffectMilliseconds === 0
    ? ""
    : `, the last effect ${seconds(latestMinorityEffectMilliseconds)} after the cut`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
