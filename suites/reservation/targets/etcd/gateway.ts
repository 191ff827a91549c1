import { z } from "zod";

// etcd's JSON gateway (https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/): keys and values are base64, 64-bit integers
// are texts, and what is empty or false is left out.

// A revision counts the cluster's writes: at 10,000 a second, 2^53 is reached after 28,000 years.
const int64 = z.string().transform(Number).pipe(z.int());
const base64 = z.string().transform((text) => Buffer.from(text, "base64").toString());

const keyValueSchema = z
  .object({ key: base64, value: base64.default(""), mod_revision: int64, create_revision: int64, version: int64 })
  .transform(({ key, value, mod_revision, create_revision, version }) => ({
    key,
    value,
    /** Of the write that made the value: larger than that of every earlier write in the cluster. */
    modRevision: mod_revision,
    /** Of the write that made the key. */
    createRevision: create_revision,
    /** How many writes the key has had since it was made. */
    version,
  }));
/** A key as it stands in the store. */
export type KeyValue = z.output<typeof keyValueSchema>;

/** What is answered to a transaction. */
export const transactionAnswerSchema = z.object({
  header: z.object({ revision: int64 }),
  succeeded: z.boolean().default(false),
  responses: z
    .array(z.object({ response_range: z.object({ kvs: z.array(keyValueSchema).default([]) }).optional() }))
    .default([]),
});

/** An answer of a node, and the node's own time (HTTP `Date`, in whole seconds); undefined: it did not tell. */
export interface GatewayAnswer {
  readonly body: unknown;
  readonly date: string | undefined;
}

/**
 * Asks one node. Rejects when it refuses, does not answer in time, or the connection breaks: where that was a write, nobody
 * knows whether it took effect or still will.
 */
export async function askGateway(
  endpoint: string,
  path: string,
  body: object,
  timeoutMilliseconds: number,
): Promise<GatewayAnswer> {
  const response = await fetch(new URL(path, endpoint), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`etcd answered ${response.status}: ${text.slice(0, 200)}`);
  return { body: JSON.parse(text), date: response.headers.get("date") ?? undefined };
}
