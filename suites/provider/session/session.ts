import { createRandom, type Operation } from "../../../contracts/index.ts";
import type { Call, Check, CheckContext, CleanUp, Report } from "../../kit/check.ts";
import { createHttp } from "../../kit/http.ts";
import type { Target } from "../../kit/target.ts";
import { createAnswerLedger } from "../answers/ledger.ts";
import { createCleaner } from "../state/cleaner.ts";
import { createState, type StateOptions } from "../state/state.ts";
import { bindCall } from "./bind.ts";
import { createExchanger } from "./exchanger.ts";
import type { Selection } from "./selection.ts";
import { createWallet } from "./wallet.ts";

/** How long cleaning may take when the run itself is already over. */
const cleanUpMilliseconds = 60_000;

/** The verification of one service: connections, tokens, what was created and what was answered, shared by all checks. */
export interface Session {
  readonly target: Target;
  /** Throws `NoAnswer` when an instance cannot be reached. */
  probe(): Promise<void>;
  /** What one check works with. */
  context(check: Check, report: (finding: Report) => void): CheckContext;
  /** Deletes what was created, also when the run was interrupted. */
  cleanUp(): Promise<CleanUp>;
  close(): Promise<void>;
}

/** Opens a session; nothing is sent yet. `timeoutMilliseconds` bounds one exchange, `signal` the whole. */
export function openSession(options: {
  readonly target: Target;
  readonly seed: number;
  readonly selection: Selection;
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
}): Session {
  const { target, seed, selection, signal, timeoutMilliseconds } = options;
  const { contract, certificateAuthority } = target;
  const http = createHttp({ certificateAuthority, timeoutMilliseconds });
  const wallet = createWallet(target.tokens);
  const answers = createAnswerLedger(contract);
  const awaited: StateOptions["awaited"] = new Map();
  const bind = (call: Call) => bindCall(call, contract, instanceFor(target, seed, call.operation), wallet);
  const sendGently = createExchanger(http.send, contract.operations, {
    seen(operation, exchange, via) {
      answers.observe(operation, exchange, via);
      cleaner.observe(operation, exchange, { via, identity: wallet.owner(exchange.request.headers.authorization) });
    },
    unreadable: answers.observeUnreadable,
  });
  const cleaner = createCleaner(contract, target.tokens?.subject, async (call) =>
    sendGently(await bind(call), call.operation, {
      via: "leaves-no-track",
      signal: AbortSignal.timeout(cleanUpMilliseconds),
    }),
  );

  return {
    target,
    async probe() {
      await Promise.all(target.urls.map((url) => http.send({ method: "GET", url: `${url}/`, headers: {} })));
    },
    context(check, report) {
      const { guarantee } = check;
      const purpose = { via: guarantee, signal };
      const random = createRandom(seed, guarantee);
      const state = createState({
        contract,
        subject: target.tokens?.subject,
        random: random.fork("state"),
        call: async (call) => sendGently(await bind(call), call.operation, purpose),
        awaited,
      });
      return {
        target,
        contract,
        operations: contract.operations.filter(({ id }) => selection.selectsSubject(guarantee, id)),
        random,
        signal,
        state: { ...state, cleanUp: cleaner.cleanUp },
        answers,
        selects: (way, subject) => selection.selects(guarantee, way, subject),
        bind,
        send: (request, operation) => sendGently(request, operation, purpose),
        report,
      };
    },
    cleanUp: cleaner.cleanUp,
    close: http.close,
  };
}

/** The instance that is asked: drawn from the seed and the operation, so that a replay asks the same one. */
function instanceFor({ urls }: Target, seed: number, operation: Operation): string {
  return createRandom(seed, `instance/${operation.id}`).pick(urls);
}
