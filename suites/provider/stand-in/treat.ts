import type { ServerResponse } from "node:http";
import type { MockAnswer } from "../../consumer/mock/message.ts";
import { answerOf } from "../../consumer/mock/prepare.ts";
import { deliver } from "../../consumer/server/deliver.ts";
import type { StandInMode } from "../../kit/stand-in.ts";

/** How long a refused consumer is asked to wait. */
export const retryAfterSeconds = 2;
/** Between two bytes of an answer that does not end. */
const dripMilliseconds = 50;

/** A request that is to be treated. */
interface Treated {
  readonly response: ServerResponse;
  /** The answer of a healthy dependency. */
  readonly usual: MockAnswer;
  /** Which one it is of all that came. */
  readonly turn: number;
  /** Resets its connection. */
  readonly reset: () => void;
}

/** Treats a request as the mode wants. */
export function treat(mode: StandInMode, { response, usual, turn, reset }: Treated): void {
  const treatments: Readonly<Record<StandInMode, () => void>> = {
    healthy: () => deliver(response, usual),
    unlawful: () => deliver(response, usual),
    unavailable: () => deliver(response, refusal(503, "The service is overloaded.")),
    throttling: () => deliver(response, refusal(429, "Too many requests.")),
    erring: () => deliver(response, problem(500, "The service met a defect of its own.", [])),
    slow: () => (turn % 2 === 0 ? undefined : drip(response, usual)),
    // A connection that was open when the listener closed is gone already.
    dead: reset,
    reset,
    cut: () => cut(response, usual),
    garbled: () => response.socket?.end("SSH-2.0-OpenSSH_9.2\r\n"),
    broken: () => deliver(response, withBody(usual, usual.body.subarray(0, Math.ceil(usual.body.byteLength / 2)))),
    page: () =>
      deliver(response, answerOf(200, [], "text/html; charset=utf-8", "<!doctype html><title>Welcome</title>")),
  };
  treatments[mode]();
}

function refusal(status: number, title: string): MockAnswer {
  return problem(status, title, ["retry-after", String(retryAfterSeconds)]);
}

function problem(status: number, title: string, headers: readonly string[]): MockAnswer {
  return answerOf(status, headers, "application/problem+json", { type: "about:blank", title, status });
}

/** Status and header fields at once, then a byte now and then: only a deadline for the whole answer ends that. */
function drip(response: ServerResponse, { status, headers }: MockAnswer): void {
  response.writeHead(status, withoutLength(headers) as string[]);
  response.write(" ");
  const timer = setInterval(() => response.write(" "), dripMilliseconds).unref();
  response.once("close", () => clearInterval(timer));
}

/** More is announced than comes. */
function cut(response: ServerResponse, usual: MockAnswer): void {
  const { status, headers, body } = usual;
  response.writeHead(status, [...withoutLength(headers), "content-length", String(body.byteLength + 1)]);
  response.write(body.subarray(0, Math.ceil(body.byteLength / 2)), () => response.socket?.destroy());
}

function withBody(answer: MockAnswer, body: Uint8Array): MockAnswer {
  return { ...answer, headers: [...withoutLength(answer.headers), "content-length", String(body.byteLength)], body };
}

function withoutLength(headers: readonly string[]): string[] {
  return headers.filter((_, index) => headers[index - (index % 2)]?.toLowerCase() !== "content-length");
}
