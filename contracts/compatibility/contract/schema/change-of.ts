import type { Containment } from "../../../schema/contains.ts";
import type { Change, Effect, Witness } from "../../change.ts";
import type { Pair, SchemaFinding } from "./finding.ts";
import { liftWitness, type Sides } from "./lift.ts";
import type { Route } from "./routes.ts";

/** A finding that is shared by more uses than this is looked at in these; if none of them breaks, it is undecided. */
const maximumRoutes = 40;

interface Judgement {
  readonly effect: Effect;
  readonly reason?: string;
  readonly witness?: Witness;
}

/** What a difference of schemas means for the operations that use them. */
export function changeOf(
  direction: "request" | "response",
  finding: SchemaFinding,
  routes: readonly Route[],
  sides: Sides & { whole(pair: Pair): Containment },
): Change {
  const { effect, reason, witness } = judge(finding, routes, sides);
  const isDocumentation = finding.kind === "documentation-changed";
  const isGone = finding.kind.endsWith("-removed");
  const place = (isGone ? finding.before : undefined) ?? finding.after ?? finding.before ?? "";
  return {
    rule: isDocumentation ? finding.kind : `${direction}-${finding.kind}`,
    effect,
    direction: isDocumentation ? "service" : direction,
    operations: [...new Set(routes.map(({ use }) => use.operation))],
    place: {
      ...(finding.before === undefined ? {} : { before: finding.before }),
      ...(finding.after === undefined ? {} : { after: finding.after }),
    },
    message: `${place || "The schema"} ${finding.clause}${consequence(direction, effect, reason, witness)}.`,
    ...(witness === undefined ? {} : { witness }),
  };
}

/** The local verdict holds where a whole request or response shows it; where none can be made, the whole is judged. */
function judge(finding: SchemaFinding, routes: readonly Route[], sides: Parameters<typeof changeOf>[3]): Judgement {
  const { verdict } = finding;
  if (verdict.verdict === "contained") return { effect: "compatible" };
  if (verdict.verdict === "unknown") return { effect: "unknown", reason: verdict.reason };
  const tried = routes.slice(0, maximumRoutes);
  for (const { use, root, steps } of tried) {
    const lifted = liftWitness(root, steps, verdict.witness, sides);
    if (lifted !== undefined) return { effect: "breaking", witness: use.witness(lifted.value) };
  }
  let reason = tried.length < routes.length ? "it is used in too many places to try them all" : undefined;
  for (const { use, root } of tried) {
    const whole = sides.whole(root);
    if (whole.verdict === "not-contained") return { effect: "breaking", witness: use.witness(whole.witness) };
    if (whole.verdict === "unknown") reason ??= whole.reason;
  }
  return reason === undefined ? { effect: "compatible" } : { effect: "unknown", reason };
}

/** A callback or webhook is a request that the service sends, and its answer one that it receives. */
const sentWords: Readonly<Record<Witness["kind"], string>> = {
  request: "a request",
  response: "an answer",
  message: "a message",
  service: "what is promised",
};

function consequence(
  direction: "request" | "response",
  effect: Effect,
  reason: string | undefined,
  witness: Witness | undefined,
): string {
  if (effect === "unknown") return `; whether that breaks anybody could not be decided: ${reason}`;
  if (effect === "compatible" || witness === undefined) return "";
  const sent = sentWords[witness.kind];
  return direction === "request"
    ? `; ${sent} that was valid is now refused`
    : `; ${sent} may now be one that an old consumer cannot read`;
}
