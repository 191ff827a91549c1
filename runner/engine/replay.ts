import type { CaseIdentity, CaseResult, Evidence, Finding, Guarantee } from "../../contracts/index.ts";
import {
  type Exchange,
  type InteractionOutcome,
  type PlannedInteraction,
  placed,
  type ReplayOptions,
  type ReplayResult,
  redactExchange,
  replayPact,
} from "../../suites/index.ts";
import type { Run } from "./run.ts";

/** A pact and the provider it is replayed against. */
export interface PactReplay extends Omit<ReplayOptions, "around" | "seed"> {
  /** The command line that replays one interaction against the same provider. */
  readonly replay: (planned: PlannedInteraction) => string;
}

/** Replays a pact: each interaction is a case of the run. Throws as `replayPact` does. */
export function replayConsumer(run: Run, { replay, ...options }: PactReplay): Promise<ReplayResult> {
  return replayPact({
    ...options,
    seed: run.seed,
    async around(planned, execute) {
      let outcome: InteractionOutcome | undefined;
      const result = await run.case(identityOf(planned), async () => {
        outcome = await execute();
        return resultOf(planned, outcome, replay(planned), Object.keys(options.headers ?? {}));
      });
      return outcome ?? { verdict: result.verdict, message: result.message ?? "", mismatches: [] };
    },
  });
}

function identityOf({ pact: { consumer, provider }, name }: PlannedInteraction): CaseIdentity {
  return {
    id: `pact/${consumer}/${provider}/${name}`,
    kind: "contract",
    subject: provider,
    title: `${consumer}: ${name}`,
  };
}

function resultOf(
  planned: PlannedInteraction,
  outcome: InteractionOutcome,
  replay: string,
  secretHeaders: readonly string[],
): CaseResult {
  const { verdict, message, cleanup } = outcome;
  return {
    verdict,
    ...(message === undefined ? {} : { message }),
    ...(cleanup === undefined ? {} : { cleanup }),
    steps: [],
    findings: verdict === "pass" ? [] : [{ ...findingOf(planned, outcome, secretHeaders), replay }],
  };
}

function findingOf(
  { interaction }: PlannedInteraction,
  outcome: InteractionOutcome,
  secretHeaders: readonly string[],
): Finding {
  const { verdict, message = "", mismatches, exchange } = outcome;
  const isHttp = interaction.type === "Synchronous/HTTP";
  const guarantee: Guarantee = isHttp ? "output-validation" : "message-contracts";
  return {
    guarantee,
    check: `${guarantee}/consumer-pact`,
    operation: isHttp
      ? `${interaction.request.method.toUpperCase()} ${interaction.request.path}`
      : interaction.description,
    verdict,
    message,
    evidence: {
      ...(exchange === undefined ? {} : shown(exchange, secretHeaders)),
      ...(mismatches.length > 1 ? { story: mismatches.map(placed) } : {}),
    },
  };
}

/** What the caller gives as a header of his own may be a secret by any name. */
function shown({ request, ...rest }: Exchange, secretHeaders: readonly string[]): Evidence {
  const hidden = new Set(secretHeaders.map((name) => name.toLowerCase()));
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    hidden.has(name) ? "[removed]" : value,
  ]);
  return redactExchange({ ...rest, request: { ...request, headers: Object.fromEntries(headers) } });
}
