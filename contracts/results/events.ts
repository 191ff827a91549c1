import { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { guarantees } from "./guarantees.ts";
import { jobRecordSchema } from "./job.ts";

/** Identifies the version of the event log's format; a reader refuses another major version. */
export const eventLogSchema = "tercet-events/1";

/** `inconclusive`: the harness or its surroundings were at fault. `skipped`: does not apply; always with a reason. */
export const verdictSchema = z.enum(["pass", "fail", "inconclusive", "skipped"]);
export type Verdict = z.infer<typeof verdictSchema>;

/** One side of an HTTP exchange as it is shown: secrets are removed before it gets here. */
const messageSchema = z.object({
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  body: z.string().optional().describe("as text; cut to a bounded length"),
});

/** What was seen. */
export const evidenceSchema = z.object({
  request: messageSchema.extend({ method: z.string(), url: z.string() }).optional(),
  curl: z.string().optional().describe("one shell line that sends the request again; secrets are variables: $TOKEN"),
  response: messageSchema.extend({ status: z.int() }).optional(),
  input: z.unknown().optional().describe("the smallest input that fails"),
  story: z.array(z.string()).optional().describe("what happened, one sentence an event, in order"),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * What a failure means for who relies on the service: `critical`: others' data or money are open to who should not have
 * them; `serious`: clients break; `moderate`: operators are blind.
 */
export const severitySchema = z.enum(["critical", "serious", "moderate"]);
export type Severity = z.infer<typeof severitySchema>;

/** What one check says of one operation (or of the whole service, job, scenario, contract). */
export const findingSchema = z.object({
  guarantee: z.enum(guarantees),
  check: z
    .string()
    .describe("the guarantee's slug, a slash and the way of refutation: authenticated-requests/expired-token"),
  operation: z.string().describe("operationId, or METHOD /path where the contract gives none; the property for a job"),
  verdict: verdictSchema,
  message: z.string().describe("one sentence: what was expected by which rule, and what happened"),
  severity: severitySchema.optional().describe("of a failure: what it means for who relies on the service"),
  standard: z.object({ title: z.string(), url: z.string() }).optional().describe("the rule that was broken"),
  mend: z.string().optional().describe("how the provider of a failure is mended"),
  evidence: evidenceSchema.optional(),
  replay: z.string().optional().describe("one shell line that shows it again"),
});
export type Finding = z.infer<typeof findingSchema>;

/** A step of a scenario, or a part of a case worth a line. */
export const stepSchema = z.object({
  title: z.string(),
  verdict: verdictSchema,
  durationMilliseconds: z.number(),
  message: z.string().optional(),
});
export type Step = z.infer<typeof stepSchema>;

/** What is run and judged as one: a guarantee of a service, a scenario, a job under a fault, a contract file. */
export const caseIdentitySchema = z.object({
  id: z
    .string()
    .describe("unique in a run, the same from run to run: verify/carts/input-validation, scenario/order-home"),
  kind: z.enum(["contract", "guarantee", "scenario", "job"]),
  subject: z.string().describe("the service, job or capability that it speaks of"),
  title: z.string().describe("in business words where it can be"),
  location: z.string().optional().describe("from where it ran: dc1"),
  contentHash: z.string().optional().describe("SHA-256 of the scenario's code: CI and production ran the same"),
});
export type CaseIdentity = z.infer<typeof caseIdentitySchema>;

const at = z.iso.datetime().describe("wall clock, UTC");

/** How many cases ended with which verdict. */
export const countsSchema = z.object({ pass: z.int(), fail: z.int(), inconclusive: z.int(), skipped: z.int() });
export type Counts = z.infer<typeof countsSchema>;

/** Everything that ends a case: its verdict, its clean-up (judged apart, so that it never hides the verdict), its findings. */
export const caseResultSchema = z.object({
  verdict: verdictSchema,
  message: z.string().optional().describe("why, for every verdict but pass"),
  cleanup: z.object({ verdict: verdictSchema, message: z.string() }).optional(),
  steps: z.array(stepSchema),
  findings: z.array(findingSchema),
  measurements: z.record(z.string(), z.number()).optional().describe("named figures with their unit in the name"),
  replay: z.string().optional(),
  job: jobRecordSchema.optional().describe("of a job: what was seen of its workers"),
});
export type CaseResult = z.infer<typeof caseResultSchema>;

/** The event log: one event a line (NDJSON), in order. Everything that the harness does ends here. */
export const eventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run-started"),
    at,
    schema: z.literal(eventLogSchema),
    tool: z.object({ name: z.literal("tercet"), version: z.string() }),
    command: z.string().describe("verify carts --environment demo"),
    seed: z.int(),
    environment: z.string().optional(),
  }),
  z.object({ type: z.literal("progress"), at, message: z.string() }),
  z.object({ type: z.literal("case-started"), at, case: caseIdentitySchema }),
  caseResultSchema.extend({
    type: z.literal("case-finished"),
    at,
    case: caseIdentitySchema,
    durationMilliseconds: z.number(),
  }),
  z.object({
    type: z.literal("run-finished"),
    at,
    verdict: verdictSchema,
    counts: countsSchema,
    durationMilliseconds: z.number(),
    coverage: z.array(coverageSchema).optional().describe("of each service that was verified"),
  }),
]);
export type Event = z.infer<typeof eventSchema>;
