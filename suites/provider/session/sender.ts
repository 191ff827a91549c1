import { randomBytes } from "node:crypto";
import { TercetError } from "../../../contracts/index.ts";
import { createLimit } from "../../kit/concurrency.ts";
import type { Exchange, HttpRequest, Send } from "../../kit/exchange.ts";
import { NoAnswer } from "../../kit/no-answer.ts";
import type { SyntheticMark } from "../../kit/synthetic-mark.ts";

/** After so many requests in a row without an answer the service counts as gone. */
const maxSilent = 5;

/** How much is asked of a service, all checks together. */
export interface SenderLimits {
  /** So many requests are under way at once. */
  readonly concurrency: number;
  /** So many requests are sent in all; what was created is removed all the same. */
  readonly requestBudget: number;
}

/** The one place through which everything is sent to a service. */
export interface Sender {
  /** How many requests were sent. */
  readonly sent: () => number;
  /**
   * Sends within the limits, marked as synthetic traffic and with a trace context of its own. Throws `NoAnswer`, also for a
   * service that fell silent, without waiting for it anew, and `TercetError` (`surroundings`) when the budget is spent.
   */
  readonly send: Send;
  /** The same for what must be sent whatever was spent: clean-up. */
  readonly sendUnbudgeted: Send;
  /**
   * The same for load: as many at once as are asked for, over connections of its own. A service that gives no answer under
   * load has not fallen silent for the rest of the session.
   */
  readonly sendLoad: Send;
}

/** Makes the sending place of a session. */
export function createSender(
  { send, sendLoad }: { readonly send: Send; readonly sendLoad: Send },
  mark: SyntheticMark,
  { concurrency, requestBudget }: SenderLimits,
): Sender {
  const limit = createLimit(concurrency);
  let sent = 0;
  let silent = 0;

  async function sendNow(request: HttpRequest): Promise<Exchange> {
    if (silent >= maxSilent) {
      throw new NoAnswer("unreachable", `${new URL(request.url).origin} stopped answering; the rest was not asked.`);
    }
    sent++;
    try {
      const exchange = await send(await marked(request));
      silent = 0;
      return exchange;
    } catch (error) {
      if (error instanceof NoAnswer && (error.reason === "slow" || error.reason === "unreachable")) silent++;
      throw error;
    }
  }

  const marked = async (request: HttpRequest) => ({
    ...request,
    headers: { ...(await ownHeaders(mark)), ...request.headers },
  });

  function requireBudget(): void {
    if (sent < requestBudget) return;
    throw new TercetError(
      "surroundings",
      `The budget of ${requestBudget} requests is spent; give a larger one with --request-budget.`,
    );
  }

  return {
    sent: () => sent,
    sendUnbudgeted: (request) => limit(() => sendNow(request)),
    send: (request) =>
      limit(async () => {
        requireBudget();
        return sendNow(request);
      }),
    async sendLoad(request) {
      requireBudget();
      sent++;
      return sendLoad(await marked(request));
    },
  };
}

/** W3C Trace Context §3.2 and W3C Baggage: by these an operator finds, and leaves out, what was sent here. */
async function ownHeaders(mark: SyntheticMark): Promise<Record<string, string>> {
  const [trace, span] = [randomBytes(16), randomBytes(8)].map((bytes) => bytes.toString("hex"));
  return { traceparent: `00-${trace}-${span}-01`, baggage: await mark() };
}
