import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { z } from "zod";
import { reasonOf } from "../../../contracts/index.ts";
import { announcementSchema, effectRequestSchema, type HistoryEvent } from "../history/event.ts";
import { createLedger } from "./ledger.ts";

const longestBodyBytes = 16_384;
const shownBodyCharacters = 200;

/** Told of each event before its worker gets the answer; the worker waits until the promise is settled. */
export type OnEvent = (event: HistoryEvent, number: number) => Promise<void>;

/** The small HTTP service that sees all workers of a run on one clock. */
export interface Witness {
  readonly url: string;
  /** Every request carries it: `authorization: Bearer <secret>`. */
  readonly secret: string;
  /** What was seen so far, in order. */
  readonly events: readonly HistoryEvent[];
  /** Settles when a worker says what has not the form, with a sentence that tells what and why. */
  readonly refusal: Promise<string>;
  /** True once somebody came without the secret: perhaps a worker that does not know of it. */
  readonly turnedAway: boolean;
  /** Writes what the harness did to a worker. */
  record(event: Omit<HistoryEvent, "time">): void;
  /** From now on, every answer to an announcement tells the worker to end. */
  dismiss(): void;
  close(): Promise<void>;
}

/** Why an event must not be recorded, beside its form; undefined: it may be. */
export type Refuse = (event: Omit<HistoryEvent, "time">) => string | undefined;

/** Starts a witness on a free port of the loopback interface. */
export async function startWitness(onEvent: OnEvent, refuse: Refuse = () => undefined): Promise<Witness> {
  const startedAt = performance.now();
  const secret = randomBytes(16).toString("hex");
  const events: HistoryEvent[] = [];
  const ledger = createLedger();
  const refusal = Promise.withResolvers<string>();
  let dismissed = false;
  let turnedAway = false;

  const admit = (event: Omit<HistoryEvent, "time">) => {
    const reason = refuse(event);
    if (reason !== undefined) throw new Error(reason);
  };
  const record = (event: Omit<HistoryEvent, "time">): HistoryEvent => {
    const timed = { time: Math.round((performance.now() - startedAt) * 1000) / 1000, ...event };
    events.push(timed);
    return timed;
  };

  const routes: Readonly<Record<string, (body: unknown) => Promise<Answer>>> = {
    "POST /events": async (body) => {
      const announcement = parse(announcementSchema, body);
      admit(announcement);
      await onEvent(record(announcement), events.length);
      return { status: 200, body: { continue: !dismissed } };
    },
    "POST /effects": async (body) => {
      const effect = parse(effectRequestSchema, body);
      const { key: _key, ...said } = effect;
      admit({ type: "invoke", operation: "effect", ...said });
      const answer = ledger.take(effect);
      const type = answer === "refused" ? "fail" : "ok";
      const repeated = answer === "repeated" ? { repeated: true } : {};
      await onEvent(record({ type, operation: "effect", ...said, ...repeated }), events.length);
      return answer === "refused"
        ? { status: 409, body: { accepted: false, reason: "a larger token was seen" } }
        : { status: 200, body: { accepted: true, ...repeated } };
    },
  };
  const answer = async (asked: string, text: string): Promise<Answer> => {
    const route = routes[asked];
    try {
      if (route === undefined) throw new Error(`only ${Object.keys(routes).join(" and ")} are known`);
      if (text.length > longestBodyBytes) throw new Error(`the body is longer than ${longestBodyBytes} bytes`);
      return await route(JSON.parse(text));
    } catch (error) {
      const reason = reasonOf(error);
      refusal.resolve(`${asked} ${text.slice(0, shownBodyCharacters)}: ${reason}`);
      return { status: route === undefined ? 404 : 400, body: { reason } };
    }
  };

  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${secret}`) {
      turnedAway = true;
      return send(response, {
        status: 401,
        body: { reason: "authorization: Bearer $TERCET_WITNESS_SECRET is missing" },
      });
    }
    const text = await readText(request);
    if (text !== undefined) send(response, await answer(`${request.method} ${request.url}`, text));
  });
  // A worker that was stopped for long finds its connection as it left it.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the witness has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    secret,
    events,
    refusal: refusal.promise,
    get turnedAway() {
      return turnedAway;
    },
    record: (event) => void record(event),
    dismiss: () => {
      dismissed = true;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`/${issue?.path.join("/")}: ${issue?.message}`);
}

/** Undefined where the worker goes away in the middle; of one that is too long, the beginning. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  let text = "";
  try {
    for await (const chunk of request.setEncoding("utf8")) {
      if (text.length <= longestBodyBytes) text += chunk;
    }
    return text;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
