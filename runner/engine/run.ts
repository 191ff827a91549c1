import {
  type CaseIdentity,
  type CaseResult,
  type Counts,
  type Coverage,
  combineVerdicts,
  type Event,
  eventLogSchema,
  type Verdict,
} from "../../contracts/index.ts";

/** Receives every event of a run, in order. */
export type EventSink = (event: Event) => void;

/** One run of the harness: everything that it finds goes out as events. */
export interface Run {
  readonly seed: number;
  progress(message: string): void;
  /** Runs and judges one case. What `body` throws makes the case inconclusive: a broken harness never fails a provider. */
  case(identity: CaseIdentity, body: () => Promise<CaseResult>): Promise<CaseResult>;
  /** Tells how much of a service's contract was exercised; it goes out with the end of the run. */
  cover(coverage: Coverage): void;
  /** Ends the run and returns its verdict; to be called once, also after an interruption. */
  finish(): Verdict;
}

/** Starts a run and sends `run-started`. */
export function startRun(options: {
  readonly command: string;
  readonly version: string;
  readonly seed: number;
  readonly environment?: string;
  readonly sink: EventSink;
}): Run {
  const { sink, seed } = options;
  const startedAt = performance.now();
  const counts: Counts = { pass: 0, fail: 0, inconclusive: 0, skipped: 0 };
  const coverage: Coverage[] = [];
  let worst: Verdict = "skipped";
  const at = () => new Date().toISOString();
  sink({
    type: "run-started",
    at: at(),
    schema: eventLogSchema,
    tool: { name: "tercet", version: options.version },
    command: options.command,
    seed,
    ...(options.environment === undefined ? {} : { environment: options.environment }),
  });
  return {
    seed,
    progress: (message) => sink({ type: "progress", at: at(), message }),
    async case(identity, body) {
      const caseStartedAt = performance.now();
      sink({ type: "case-started", at: at(), case: identity });
      let result: CaseResult;
      try {
        result = await body();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        result = { verdict: "inconclusive", message, steps: [], findings: [] };
      }
      const verdict = combineVerdicts([result.verdict, result.cleanup?.verdict ?? "skipped"]);
      worst = combineVerdicts([worst, verdict]);
      counts[verdict]++;
      const durationMilliseconds = performance.now() - caseStartedAt;
      sink({ type: "case-finished", at: at(), case: identity, durationMilliseconds, ...result });
      return result;
    },
    cover: (one) => void coverage.push(one),
    finish() {
      const durationMilliseconds = performance.now() - startedAt;
      const covered = coverage.length === 0 ? {} : { coverage };
      sink({ type: "run-finished", at: at(), verdict: worst, counts, durationMilliseconds, ...covered });
      return worst;
    },
  };
}
