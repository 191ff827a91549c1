/** What a person found out about one kind of finding of one service, asking the service with curl. */
export interface Judged {
  /** As the report has it: `input-validation/wrong-type`. */
  readonly check: string;
  /** What is wrong with the service, in one sentence. */
  readonly finding: string;
  /** What was sent and what came; absent where nobody looked at it yet. */
  readonly confirmed?: string;
}

/** A finding that was none, and the rule by which no service is accused of it any more. */
export interface FalseAlarm {
  readonly service: string;
  readonly check: string;
  /** What was said of a service that was right. */
  readonly alarm: string;
  /** The rule, and where the test stands that a provider which is right passes. */
  readonly mended: string;
}
