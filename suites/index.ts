// The face of suites: what other top folders may use.
export { type FaultRule, readFaultRule } from "./consumer/faults/fault.ts";
export { createMock, type Mock, type MockedContract, type MockOptions } from "./consumer/mock/mock.ts";
export { createRecorder, type Recorder, type RecorderOptions } from "./consumer/recorder/recorder.ts";
export { type MockServer, type MockServerOptions, startMockServer } from "./consumer/server/start.ts";
export { demoIdentity, type ServerIdentity } from "./consumer/server/tls.ts";
export type { Check } from "./kit/check.ts";
export { forEachConcurrently } from "./kit/concurrency.ts";
export { ContractViolation } from "./kit/contract-violation.ts";
export { credentialsByRole } from "./kit/credentials/by-role.ts";
export { cached } from "./kit/credentials/cached.ts";
export { credentialsByScheme, withStranger } from "./kit/credentials/combined.ts";
export { commandGiving } from "./kit/credentials/command.ts";
export { type Credentials, type Scheme, takesBasic, takesBearer, takesKey } from "./kit/credentials/credentials.ts";
export { credentialsFromFunction, type GiveCredential } from "./kit/credentials/from-function.ts";
export { credentialsFromKeys } from "./kit/credentials/from-keys.ts";
export { clientCredentials } from "./kit/credentials/oauth2/client-credentials.ts";
export { keepSecret } from "./kit/credentials/secrets.ts";
export { createEventually, type Eventually, type EventuallyOptions } from "./kit/eventually.ts";
export type { Exchange, HttpRequest, HttpResponse, Send } from "./kit/exchange.ts";
export { expect } from "./kit/expect.ts";
export { type Failure, judgeFailure, ScenarioTimeout } from "./kit/failure.ts";
export { createHttp, type Http } from "./kit/http.ts";
export type { Identity, JsonWebKeyLike, TokenKeys } from "./kit/identity.ts";
export { addressesOf, type Instance, instancesOf, parseResolved, type Resolved } from "./kit/instance.ts";
export { type Ledger, type LedgerEntry, ledgerEntrySchema } from "./kit/ledger.ts";
export { type Cleanup, type CleanupService, cleanUp, type Residue } from "./kit/ledger-cleanup.ts";
export { NoAnswer } from "./kit/no-answer.ts";
export { redactExchange } from "./kit/redact.ts";
export { type Actor, isScenario, type Scenario, type ScenarioContext, scenario } from "./kit/scenario.ts";
export { cleanupServices, createActor, type Stage } from "./kit/scenario-actors.ts";
export type { Wire } from "./kit/scenario-transport.ts";
export type { Sentinel, Sentinels } from "./kit/sentinels.ts";
export type { StandIn } from "./kit/stand-in.ts";
export { createSteps, type RunStep, type Steps, type WrapStep } from "./kit/steps.ts";
export { createSyntheticMark, type SyntheticMark } from "./kit/synthetic-mark.ts";
export type { Target } from "./kit/target.ts";
export { interruptionOf, startTimeLimit, type TimeLimit } from "./kit/time-limit.ts";
export { mintToken } from "./kit/tokens.ts";
export { checks } from "./provider/index.ts";
export { type CheckOutcome, judgeCleanUp, type ReplayOf, runCheck } from "./provider/run-check.ts";
export { parseSelection, type Selection } from "./provider/session/selection.ts";
export { openSession, type Session } from "./provider/session/session.ts";
export { createStandIn } from "./provider/stand-in/stand-in.ts";
export { createDatabaseView, databaseProtocols } from "./provider/throttled-database/view.ts";
export type { Fetch } from "./replay/bounded.ts";
export type { MessageProducers, ProducedMessage, ProduceMessage } from "./replay/messages.ts";
export { type InteractionOutcome, type InteractionResult, placed, type ReplayResult } from "./replay/outcome.ts";
export { hasSelected, type InteractionSelection, type PlannedInteraction, planReplay } from "./replay/plan.ts";
export { type ReplayOptions, replayPact } from "./replay/replay-pact.ts";
export type { StateFunction, StateHandler, StateHandlers } from "./replay/states.ts";
export {
  appendEvent,
  type CutVerification,
  createColumns,
  createHistoryChecker,
  type Disturbed,
  eventTypes,
  explain,
  type Fault,
  faultKinds,
  faults,
  type History,
  type HistoryChecker,
  type HistoryColumns,
  type HistoryEvent,
  identityOf,
  type JudgedHistory,
  type Judgement,
  jobRecordOf,
  judgeHistoryFile,
  type Limit,
  milestonesOf,
  operations,
  outcomes,
  type Point,
  type Property,
  pointsOf,
  programTarget,
  properties,
  type ReservationTarget,
  readHistory,
  readJobFile,
  reservationTargets,
  type SiteJudgement,
  type SiteProperty,
  type SiteStore,
  type SiteTopology,
  siteProperties,
  siteTopologies,
  unmetNeed,
  type Verification,
  type Violation,
  verifyCut,
  verifyReservation,
  writeHistory,
} from "./reservation/index.ts";
