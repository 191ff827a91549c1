// The face of contracts: what other top folders may use.
export { type ErrorCode, type ErrorPlace, TercetError } from "./errors.ts";
export type { Json, JsonObject } from "./json.ts";
export type {
  Contract,
  Example,
  Link,
  MediaType,
  Method,
  Operation,
  Parameter,
  RequestBody,
  Response,
  ResponseHeader,
  Schema,
  SecurityRequirement,
} from "./model/contract.ts";
export type { OperationExtension, ServiceExtension } from "./model/extension.ts";
export { createRandom, type Random } from "./random.ts";
export {
  type CaseIdentity,
  type CaseResult,
  type Counts,
  type Event,
  type Evidence,
  eventLogSchema,
  eventSchema,
  type Finding,
  type Step,
  type Verdict,
} from "./results/events.ts";
export { type Guarantee, guarantees } from "./results/guarantees.ts";
export { combineVerdicts, exitCode } from "./results/verdict.ts";
