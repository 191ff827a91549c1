import type { GateAnswer, IntegrationVerdict, JudgedIntegration } from "./answer.ts";
import type { Evidence } from "./evidence.ts";
import type { Presence } from "./occupants.ts";
import { versionName } from "./service-version.ts";

const signs: Record<IntegrationVerdict | "pass" | "fail", string> = {
  verified: "✓",
  pass: "✓",
  broken: "✗",
  fail: "✗",
  pending: "–",
  unknown: "?",
};

const headlines: Record<GateAnswer["verdict"], string> = {
  deployable: "deployable",
  "not-deployable": "not deployable",
  unknown: "unknown: something was never looked at",
};

/** How many of an integration's findings are shown; all of them stand in the JSON. */
const shownFindings = 5;
/** Characters of a witness that are shown. */
const shownWitness = 300;

/** The gate's answer for people, ending with a line break: the verdict, then whatever speaks for and against it. */
export function explainGate(answer: GateAnswer): string {
  const order: readonly IntegrationVerdict[] = ["broken", "unknown", "pending", "verified"];
  const integrations = answer.integrations.toSorted(
    (left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict),
  );
  return [
    `${versionName(answer)} to ${answer.environment}: ${headlines[answer.verdict]}`,
    ...answer.reasons.map((reason) => `  ${reason}`),
    ...section("Who it meets there", integrations.flatMap(integrationLines)),
    ...section(
      "What it needs and is not there",
      answer.unmet.flatMap(({ verdict, reason, command }) => [`${signs[verdict]} ${reason}`, `    run: ${command}`]),
    ),
    ...section(
      "Its latest acceptance",
      answer.acceptance.map(({ verdict, reason, fact }) => `${signs[verdict]} ${reason} (${fact.at})`),
    ),
    ...section(
      "What its contract no longer promises",
      answer.changes.flatMap(({ replaced, change, breaks }) => [
        `${change.effect === "breaking" ? "✗" : "?"} against ${replaced}: ${change.message}`,
        ...(change.witness === undefined ? [] : [`    witness: ${brief(change.witness)}`]),
        `    breaks: ${breaks.length === 0 ? "no consumer there whose pact is known" : breaks.join(", ")}`,
      ]),
    ),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function integrationLines({ verdict, reason, presence, evidence, command }: JudgedIntegration): readonly string[] {
  return [
    `${signs[verdict]} ${reason}${presence.length === 0 ? "" : ` (${presence.map(presenceText).join("; ")})`}`,
    ...evidence.flatMap(evidenceLines).map((line) => `    ${line}`),
    ...(command === undefined ? [] : [`    run: ${command}`]),
  ];
}

function presenceText(presence: Presence): string {
  if (presence.how === "chosen") return "asked with";
  if (presence.how === "released") return `released since ${presence.since}`;
  const instances = presence.instances.filter((instance) => instance !== "");
  return `deployed${instances.length === 0 ? "" : ` as ${instances.join(", ")}`} since ${presence.since}`;
}

function evidenceLines(evidence: Evidence): readonly string[] {
  switch (evidence.kind) {
    case "replay": {
      const by = evidence.verifiedBy === undefined ? "" : `, by ${evidence.verifiedBy}`;
      const head = `replay: ${evidence.success ? "works" : "fails"} (${evidence.at}${by})`;
      return limited(
        head,
        evidence.failures.map(({ interaction, message }) => `${interaction}: ${message}`),
      );
    }
    case "static": {
      const found = evidence.findings.map(
        ({ severity, rule, interaction, message, witness }) =>
          `${severity} ${rule}, ${interaction}: ${message}${witness === undefined ? "" : ` Witness: ${brief(witness)}`}`,
      );
      const messages = evidence.uncompared === 0 ? "" : `, ${evidence.uncompared} of another kind not compared`;
      return limited(
        `static comparison: ${evidence.success ? "fits" : "does not show that it fits"}${messages}`,
        found,
      );
    }
    case "containment": {
      const changed = evidence.changes.map(({ effect, message }) => `${effect}: ${message}`);
      const verdict = evidence.success ? "all that it promised is promised" : "not all that it promised is promised";
      return limited(`schema containment, from ${versionName(evidence.replayed)}: ${verdict}`, changed);
    }
  }
}

function limited(head: string, lines: readonly string[]): readonly string[] {
  const more = lines.length - shownFindings;
  return [
    head,
    ...lines.slice(0, shownFindings).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more: --json shows all`] : []),
  ];
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= shownWitness ? text : `${text.slice(0, shownWitness)} …`;
}
