import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, PreparedCall, Report } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { strangerTo } from "../session/stranger.ts";
import { answerOf, isSuccess } from "./answers.ts";
import { otherPayload } from "./other-payload.ts";

/** The draft whose rules are judged here. */
const draft = "draft-ietf-httpapi-idempotency-key-header";

/** As many requests with one key are sent at once. */
const atOnce = 5;

/** A way of refutation of an operation that takes a key. */
export type KeyedWay = "repeated-key" | "concurrent-key" | "another-payload" | "another-caller";

type Judge = (context: CheckContext, prepared: PreparedCall, subject: Subject) => Promise<Report>;
type Subject = Pick<Report, "check" | "operation">;

/** Whether an operation declares an `Idempotency-Key`. */
export function takesKey({ parameters }: Operation): boolean {
  return parameters.some(({ name, in: place }) => place === "header" && name.toLowerCase() === "idempotency-key");
}

/** How each way is judged; each on a call of its own, with a fresh key. */
export const keyedWays: Readonly<Record<KeyedWay, Judge>> = {
  async "repeated-key"(context, { call }, subject) {
    const request = await context.bind(call);
    const send = () => context.send(request, call.operation);
    const first = await send();
    if (!isSuccess(first)) return unaccepted(subject, first);
    const second = await send();
    if (answerOf(second) !== answerOf(first)) {
      const message = `${call.operation.id} must answer a repeated Idempotency-Key as it did at first (${draft} §2.6), and answered ${first.response.status}, then ${second.response.status}${difference(first, second)}.`;
      return failure(subject, second, message);
    }
    const message = `${call.operation.id} answers a repeated Idempotency-Key as it did at first (${first.response.status}).`;
    return { ...subject, verdict: "pass", message };
  },

  async "concurrent-key"(context, { call }, subject) {
    const request = await context.bind(call);
    const send = () => context.send(request, call.operation);
    const exchanges = await Promise.all(Array.from({ length: atOnce }, send));
    const successes = exchanges.filter(isSuccess);
    const odd = exchanges.find((one) => !isSuccess(one) && one.response.status !== 409);
    if (odd !== undefined) {
      const message = `${call.operation.id} must answer requests with the same Idempotency-Key at the same time by one success, or 409 while it is in progress (${draft} §2.7), and answered ${odd.response.status}.`;
      return failure(subject, odd, message);
    }
    const [first] = successes;
    if (first === undefined) {
      const message = `${call.operation.id} must let one of ${atOnce} requests with the same Idempotency-Key succeed (${draft} §2.7), and answered 409 to all of them.`;
      return failure(subject, exchanges[0] as Exchange, message);
    }
    const second = [...successes.slice(1), await send()].find((one) => answerOf(one) !== answerOf(first));
    if (second !== undefined) {
      const message = `${call.operation.id} must have one effect for one Idempotency-Key (${draft} §2.6), and of ${atOnce} requests at once two were answered as if each had its own${difference(first, second)}.`;
      return failure(subject, second, message);
    }
    const message = `${call.operation.id} has one effect for ${atOnce} requests with the same Idempotency-Key at once: ${successes.length} answered alike, ${atOnce - successes.length} in progress (409).`;
    return { ...subject, verdict: "pass", message };
  },

  async "another-payload"(context, { call }, subject) {
    const { contract, random } = context;
    const schema = [...(call.operation.requestBody?.content.values() ?? [])][0]?.schema;
    const body =
      schema === undefined || call.body === undefined
        ? undefined
        : otherPayload(contract, schema, call.body, random.fork(call.operation.id));
    if (body === undefined) return skip(subject, "the contract allows no other payload");
    const request = await context.bind(call);
    const first = await context.send(request, call.operation);
    if (!isSuccess(first)) return unaccepted(subject, first);
    const other = await context.send(withBody(request, await context.bind({ ...call, body })), call.operation);
    if (other.response.status !== 422) {
      const message = `${call.operation.id} must answer 422 to a known Idempotency-Key with another payload (${draft} §2.7), and answered ${other.response.status}.`;
      return failure(subject, other, message);
    }
    const message = `${call.operation.id} answers 422 to a known Idempotency-Key with another payload.`;
    return { ...subject, verdict: "pass", message };
  },

  async "another-caller"(context, { call }, subject) {
    if (call.identity === undefined)
      return skip(subject, "the operation is public: there are no callers to tell apart");
    const stranger = await strangerTo(context, call.operation, call.identity);
    if ("reason" in stranger) return skip(subject, stranger.reason);
    const request = await context.bind(call);
    const first = await context.send(request, call.operation);
    if (!isSuccess(first)) return unaccepted(subject, first);
    const theirs = await context.bind({ ...call, identity: stranger.identity });
    const key = request.headers["idempotency-key"] ?? "";
    const second = await context.send(
      { ...theirs, headers: { ...theirs.headers, "idempotency-key": key } },
      call.operation,
    );
    if (isSuccess(second) && first.response.body !== "" && answerOf(second) === answerOf(first)) {
      const message = `${call.operation.id} must tell apart the keys of different callers (${draft} §5), and gave one caller's answer to another who used the same key.`;
      return failure(subject, second, message);
    }
    const message = `${call.operation.id} does not give one caller's answer to another who uses the same key (it answers ${second.response.status}).`;
    return { ...subject, verdict: "pass", message };
  },
};

function withBody(request: HttpRequest, { body }: HttpRequest): HttpRequest {
  return body === undefined ? request : { ...request, body };
}

function unaccepted(subject: Subject, exchange: Exchange): Report {
  const message = `The first request should have been accepted, and was answered ${exchange.response.status}; so no repetition could be judged.`;
  return { ...subject, verdict: "inconclusive", message, evidence: redactExchange(exchange) };
}

function failure(subject: Subject, exchange: Exchange, message: string): Report {
  return { ...subject, verdict: "fail", message, evidence: redactExchange(exchange) };
}

function skip(subject: Subject, message: string): Report {
  return { ...subject, verdict: "skipped", message };
}

function difference(first: Exchange, second: Exchange): string {
  return first.response.status === second.response.status ? " with other content" : "";
}
