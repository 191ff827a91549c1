import { type Coverage, createRandom, type Operation, type Random } from "../../../contracts/index.ts";
import type { Call, Check, CheckContext, CleanUp, Report } from "../../kit/check.ts";
import { servedFirst } from "../../kit/credentials/authenticate.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import { createHttp } from "../../kit/http.ts";
import { type Instance, instanceName, instancesOf } from "../../kit/instance.ts";
import { isHttpService } from "../../kit/no-answer.ts";
import { createSyntheticMark } from "../../kit/synthetic-mark.ts";
import type { Target } from "../../kit/target.ts";
import { createAnswerLedger } from "../answers/ledger.ts";
import { createCoverageLedger } from "../coverage/ledger.ts";
import { createCleaner } from "../state/cleaner.ts";
import { withConventionalLinks } from "../state/conventional-links.ts";
import { createState, type StateOptions } from "../state/state.ts";
import { bindCall } from "./bind.ts";
import { createExchanger, type Purpose } from "./exchanger.ts";
import { createPacer } from "./pace.ts";
import type { Selection } from "./selection.ts";
import { createSender } from "./sender.ts";
import { createWallet } from "./wallet.ts";

/** How long cleaning may take when the run itself is already over. */
const cleanUpMilliseconds = 60_000;
/** As many requests are under way at once, where nothing else is said. */
const defaultConcurrency = 8;
/** As many connections to one instance are open at once under load. */
const loadConnections = 256;

/** The verification of one service: connections, tokens, what was created and what was answered, shared by all checks. */
export interface Session {
  readonly target: Target;
  /** What is not declared safe there is not sent. */
  readonly production: boolean;
  /** Aborted when the run is interrupted or its time is over. */
  readonly signal: AbortSignal;
  /** How long one exchange may take. */
  readonly timeoutMilliseconds: number;
  /** Throws `NoAnswer` when an instance cannot be reached. */
  probe(): Promise<void>;
  /** What one check works with; `signal` may end it before the session, by default it is the session's. */
  context(check: Check, report: (finding: Report) => void, signal?: AbortSignal): CheckContext;
  /** What of the contract was exercised so far. */
  coverage(): Coverage;
  /** Deletes what was created, also when the run was interrupted. */
  cleanUp(): Promise<CleanUp>;
  close(): Promise<void>;
}

/** How a session is opened. */
export interface SessionOptions {
  readonly target: Target;
  readonly seed: number;
  readonly selection: Selection;
  /** Bounds the whole. */
  readonly signal: AbortSignal;
  /** Bounds one exchange. */
  readonly timeoutMilliseconds: number;
  /** By default false. */
  readonly production?: boolean;
  /** As many requests are under way at once, by default 8. */
  readonly concurrency?: number;
  /** As many requests are sent in all, by default any number; clean-up is not held to it. */
  readonly requestBudget?: number;
}

/** Opens a session; nothing is sent yet. */
export function openSession(options: SessionOptions): Session {
  const { target, seed, selection, signal, timeoutMilliseconds, production = false } = options;
  const { concurrency = defaultConcurrency, requestBudget = Number.POSITIVE_INFINITY } = options;
  const { certificateAuthority, resolve } = target;
  const credentials = credentialsOf(target);
  const contract = withConventionalLinks(servedFirst(target.contract, credentials));
  const http = createHttp({ certificateAuthority, timeoutMilliseconds, resolve });
  const mark = createSyntheticMark(`verify ${contract.service}`, target.tokens);
  const crowd = createHttp({ certificateAuthority, timeoutMilliseconds, resolve, connections: loadConnections });
  const limits = { concurrency, requestBudget };
  const sender = createSender({ send: http.send, sendLoad: crowd.send }, mark, limits);
  const wallet = createWallet(contract, credentials, target.credentials === undefined ? target.tokens : undefined);
  const answers = createAnswerLedger(contract);
  const covered = createCoverageLedger(contract, answers);
  const pacer = createPacer(contract.operations);
  const awaited: StateOptions["awaited"] = new Map();
  const instances = instancesOf(target);
  const bindTo = (instance: Instance, call: Call) => bindCall(call, contract, instance, wallet);
  const bind = (call: Call) => bindTo(instanceFor(instances, seed, call.operation), call);
  const sendGently = createExchanger(sender, pacer, {
    seen(operation, exchange, { via, isKept }) {
      const identity = wallet.owner(operation, exchange.request);
      answers.observe(operation, exchange, via);
      covered.observe(operation, exchange, identity);
      if (isKept !== true) cleaner.observe(operation, exchange, { via, identity });
    },
    unreadable: answers.observeUnreadable,
  });
  const cleaner = createCleaner(contract, credentials?.subject, async (call) =>
    sendGently(await bind(call), call.operation, {
      via: "leaves-no-track",
      signal: AbortSignal.timeout(cleanUpMilliseconds),
      isCleanUp: true,
    }),
  );

  return {
    target,
    production,
    signal,
    timeoutMilliseconds,
    async probe() {
      const root = ({ url, ...instance }: Instance) => ({ ...instance, method: "GET", url: `${url}/`, headers: {} });
      const isThere = (error: unknown) => {
        if (!isHttpService(error)) throw error;
      };
      await Promise.all(instances.map((instance) => sender.send(root(instance)).catch(isThere)));
    },
    context(check, report, ended = signal) {
      const { guarantee, safeInProduction } = check;
      const purpose = { via: guarantee, signal: ended };
      const isSafe = (way: string) =>
        !production || safeInProduction === true || [safeInProduction].flat().includes(way);
      const random = createRandom(seed, guarantee);
      const stateBy = (bound: typeof bind, draws: Random, sentFor: Purpose = purpose) =>
        createState({
          contract,
          subject: credentials?.subject,
          random: draws,
          call: async (call) => sendGently(await bound(call), call.operation, sentFor),
          awaited,
        });
      const state = stateBy(bind, random.fork("state"));
      const locals = new Map<string, ReturnType<CheckContext["at"]>>();
      /** One state for each instance: it counts what it has drawn. */
      const local = (name: string, instance: Instance) => {
        const bound = (call: Call) => bindTo(instance, call);
        const draws = random.fork(`state/${name}`);
        const known = locals.get(name) ?? { bind: bound, state: covered.watching(stateBy(bound, draws)) };
        locals.set(name, known);
        return known;
      };
      return {
        target,
        contract,
        operations: contract.operations.filter(({ id }) => selection.selectsSubject(guarantee, id)),
        random,
        signal: ended,
        state: { ...covered.watching(state), cleanUp: cleaner.cleanUp },
        lasting: stateBy(bind, random.fork("lasting"), { ...purpose, isKept: true }),
        answers,
        selects: (way, subject) => isSafe(way) && selection.selects(guarantee, way, subject),
        bind,
        at: (instance) => local(instanceName(instance), instance),
        send: (request, operation) => sendGently(request, operation, purpose),
        sendAtOnce: (request, operation) => sendGently(request, operation, { ...purpose, isBurst: true }),
        sendLoad: (request, operation) => sendGently(request, operation, { ...purpose, isLoad: true }),
        recentRequests: pacer.recent,
        report,
      };
    },
    coverage: () => covered.coverage(sender.sent()),
    cleanUp: cleaner.cleanUp,
    async close() {
      await Promise.all([http.close(), crowd.close()]);
    },
  };
}

/** The instance that is asked: drawn from the seed and the operation, so that a replay asks the same one. */
function instanceFor(instances: readonly Instance[], seed: number, operation: Operation): Instance {
  return createRandom(seed, `instance/${operation.id}`).pick(instances);
}
