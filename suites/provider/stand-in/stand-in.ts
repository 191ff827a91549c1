import type { IncomingMessage } from "node:http";
import type { Contract, Operation } from "../../../contracts/index.ts";
import type { MockAnswer } from "../../consumer/mock/message.ts";
import { createMock, type Mock } from "../../consumer/mock/mock.ts";
import { readBody } from "../../consumer/server/read-body.ts";
import type { Arrival, StandIn, StandInMode } from "../../kit/stand-in.ts";
import { type Address, createListener } from "./listener.ts";
import { createPulse, type Pulse } from "./pulse.ts";
import { refusedBy } from "./refused.ts";
import { treat } from "./treat.ts";
import { createSpoiler } from "./unlawful.ts";

/** A request's body is read up to here; the shop's are smaller by far, and so are others'. */
const maximumBodyBytes = 4 * 1024 * 1024;

/** What is stood in for, and where. */
export interface StandInOptions extends Address {
  readonly service: string;
  readonly contract: Contract;
  readonly urls?: readonly string[];
  /** For answers that are generated where the contract has no examples. */
  readonly seed: number;
}

/** A stand-in whose own address is known once it was started. */
export interface OwnStandIn extends StandIn {
  /** Without a slash at the end; the port is 0 before the first start where any was asked for. */
  readonly url: string;
}

/** Makes a stand-in that does not listen yet. Throws `TercetError` (`configuration`) for a certificate that is none. */
export function createStandIn(options: StandInOptions): OwnStandIn {
  const { service, contract, urls = [], seed, host, tls } = options;
  const mock = createMock(contract, { seed });
  const spoiler = createSpoiler(contract, seed);
  const recordings = new Set<Arrival[]>();
  let mode: StandInMode = "healthy";
  let turn = 0;
  let pulse: Pulse | undefined;

  const listener = createListener(options, async (request, response) => {
    const at = performance.now();
    const notBefore = Math.min(at, pulse?.lastIdle() ?? at);
    // A consumer that goes away before its request is read did not ask for anything.
    const body = await readBody(request, maximumBodyBytes).catch(() => null);
    if (body === null) return;
    const { arrival, answer } = judge(request, body, { at, notBefore });
    for (const recording of recordings) recording.push(arrival);
    const reset = () => listener.reset(request.socket);
    treat(mode, { response, usual: answer, turn: turn++, reset });
  });

  /** What a dependency that is well would answer, and what it would think of the request. */
  function judge(
    request: IncomingMessage,
    body: Uint8Array | undefined,
    time: Pick<Arrival, "at" | "notBefore">,
  ): { readonly arrival: Arrival; readonly answer: MockAnswer } {
    const { method = "GET", url: target = "/", headers } = request;
    const { operation, answer } = ask(mock, { method, target, headers, body });
    const spoilt = mode === "unlawful" && operation !== undefined ? spoiler.spoil(operation, answer) : undefined;
    const refusal = refusedBy(answer);
    const arrival: Arrival = {
      ...time,
      method,
      target,
      operation: operation?.id ?? refusal?.operation,
      refusal,
      unlawful: spoilt?.unlawful,
    };
    return { arrival, answer: spoilt?.answer ?? answer };
  }

  return {
    service,
    contract,
    urls,
    get url() {
      const name = host.includes(":") ? `[${host}]` : host;
      return `${tls === undefined ? "http" : "https"}://${name}:${listener.port}`;
    },
    async start() {
      mode = "healthy";
      pulse ??= createPulse();
      await listener.open();
    },
    async setMode(next) {
      mode = next;
      await (next === "dead" ? listener.close() : listener.open());
    },
    record() {
      const arrivals: Arrival[] = [];
      recordings.add(arrivals);
      return { arrivals, stop: () => void recordings.delete(arrivals) };
    },
    async stop() {
      pulse?.stop();
      pulse = undefined;
      await listener.close();
    },
  };
}

/** The mock's answer, and which operation it is one of. */
function ask(
  mock: Mock,
  request: Parameters<Mock["handle"]>[0],
): { operation: Operation | undefined; answer: MockAnswer } {
  let operation: Operation | undefined;
  const forget = mock.observe(({ plan }) => {
    ({ operation } = plan);
  });
  try {
    return { answer: mock.handle(request).answer, operation };
  } finally {
    forget();
  }
}
