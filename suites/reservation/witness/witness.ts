import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { z } from "zod";
import { announcementSchema, effectRequestSchema, type HistoryEvent } from "../history/event.ts";
import { createLedger } from "./ledger.ts";

const longestBodyBytes = 16_384;

/** Told of each event before its worker gets the answer; the worker waits until the promise is settled. */
export type OnEvent = (event: HistoryEvent, number: number) => Promise<void>;

/** The small HTTP service that sees all workers of a run on one clock. */
export interface Witness {
  readonly url: string;
  /** Every request carries it: `authorization: Bearer <secret>`. */
  readonly secret: string;
  /** What was seen so far, in order. */
  readonly events: readonly HistoryEvent[];
  /** Writes what the harness did to a worker. */
  record(event: Omit<HistoryEvent, "time">): void;
  /** From now on, every answer to an announcement tells the worker to end. */
  dismiss(): void;
  close(): Promise<void>;
}

/** Starts a witness on a free port of the loopback interface. */
export async function startWitness(onEvent: OnEvent): Promise<Witness> {
  const startedAt = performance.now();
  const secret = randomBytes(16).toString("hex");
  const events: HistoryEvent[] = [];
  const ledger = createLedger();
  let dismissed = false;

  const record = (event: Omit<HistoryEvent, "time">): HistoryEvent => {
    const timed = { time: Math.round((performance.now() - startedAt) * 1000) / 1000, ...event };
    events.push(timed);
    return timed;
  };

  const routes: Readonly<Record<string, (body: unknown) => Promise<Answer>>> = {
    "POST /events": async (body) => {
      const announcement = parse(announcementSchema, body);
      if ("problem" in announcement) return announcement.problem;
      await onEvent(record(announcement.value), events.length);
      return { status: 200, body: { continue: !dismissed } };
    },
    "POST /effects": async (body) => {
      const effect = parse(effectRequestSchema, body);
      if ("problem" in effect) return effect.problem;
      const { key: _key, ...said } = effect.value;
      const answer = ledger.take(effect.value);
      const type = answer === "refused" ? "fail" : "ok";
      const repeated = answer === "repeated" ? { repeated: true } : {};
      await onEvent(record({ type, operation: "effect", ...said, ...repeated }), events.length);
      return answer === "refused"
        ? { status: 409, body: { accepted: false, reason: "a larger token was seen" } }
        : { status: 200, body: { accepted: true, ...repeated } };
    },
  };

  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${secret}`) return send(response, { status: 401, body: {} });
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) return send(response, { status: 404, body: {} });
    try {
      send(response, await route(await readJson(request)));
    } catch (error) {
      send(response, { status: 400, body: { reason: error instanceof Error ? error.message : String(error) } });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the witness has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    secret,
    events,
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

function parse<S extends z.ZodType>(schema: S, body: unknown): { value: z.output<S> } | { problem: Answer } {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  return { problem: { status: 400, body: { reason: `/${issue?.path.join("/")}: ${issue?.message}` } } };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > longestBodyBytes) throw new Error(`the body is longer than ${longestBodyBytes} bytes`);
  }
  return JSON.parse(text);
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
