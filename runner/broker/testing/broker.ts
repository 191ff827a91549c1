import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServeOptions, serveBroker, usualRates } from "../http/serve.ts";
import { createClock } from "../record/clock.ts";
import type { FactStore } from "../store/fact-store.ts";
import { openFileStore } from "../store/file-store.ts";

/** What a broker answered. */
export interface BrokerAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly body: any;
}

/** A broker on the loopback interface, for tests. */
export interface TestBroker {
  readonly url: string;
  readonly store: FactStore;
  /** Sends as the client that may write; `path` may be a whole URL, as links are. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<BrokerAnswer>;
  stop(): Promise<void>;
}

/** The secrets of the two clients. */
export const secrets = { writer: "a-long-secret-of-the-writer", reader: "a-long-secret-of-the-reader" } as const;

const client = (name: "writer" | "reader", role: "write" | "read") => ({
  name,
  role,
  secret: `sha256-${createHash("sha256").update(secrets[name]).digest("hex")}`,
});

/** Starts a broker over a ledger in a folder of its own. */
export async function startTestBroker(options: Partial<ServeOptions> = {}): Promise<TestBroker> {
  const folder = await mkdtemp(join(tmpdir(), "tercet-broker-"));
  const store = openFileStore(folder);
  const broker = await serveBroker({
    store,
    clock: createClock(),
    policy: "verified-contract",
    configured: [],
    access: { clients: [client("writer", "write"), client("reader", "read")] },
    rates: usualRates,
    host: "127.0.0.1",
    port: 0,
    tls: undefined,
    publicUrl: undefined,
    report: (error) => {
      throw error;
    },
    ...options,
  });
  return {
    url: broker.url,
    store,
    async send(method, path, body, headers = {}) {
      const response = await fetch(new URL(path, broker.url), {
        method,
        headers: {
          authorization: `Bearer ${secrets.writer}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async stop() {
      await broker.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A Pact file of version 2 with one interaction. */
export function pactDocument(consumer: string, provider: string, status = 200): object {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [{ description: "a thing", request: { method: "GET", path: "/things/1" }, response: { status } }],
    metadata: { pactSpecification: { version: "2.0.0" } },
  };
}

/** The body of `POST /contracts/publish`, as stock clients write it. */
export function publication(version: string, document: ReturnType<typeof pactDocument>, more: object = {}): object {
  const { consumer, provider } = document as { consumer: { name: string }; provider: { name: string } };
  return {
    pacticipantName: consumer.name,
    pacticipantVersionNumber: version,
    contracts: [
      {
        consumerName: consumer.name,
        providerName: provider.name,
        specification: "pact",
        contentType: "application/json",
        content: Buffer.from(JSON.stringify(document)).toString("base64"),
      },
    ],
    ...more,
  };
}
