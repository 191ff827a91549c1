import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../../contracts/index.ts";
import type { Arrangement } from "../arrangement.ts";
import { type Answer, problem, Refusal, type Request } from "../messages.ts";
import type { Parts } from "../parts.ts";
import type { Change } from "../provider.ts";
import { type PrintingParts, printers } from "./printers.ts";

/** What a test of one component came to. */
export interface Reading {
  readonly isGood: boolean;
  readonly time: Date;
}

/** How the provider tests itself; a fault replaces one of these steps. */
export interface SelfTest {
  /** The business test: sends a parcel, reads it, and takes it back. */
  business(parts: Parts): Promise<Reading>;
  /** Asks the printers for a layout. */
  printers(parts: Parts): Promise<Reading>;
  /** The answer to what was read, by component. */
  answer(readings: Readonly<Record<string, Reading>>): Answer;
  /** All of it. */
  run(selfTest: SelfTest, parts: Parts): Promise<Answer>;
}

/** The provider's parts, and how it tests itself. */
export interface SelfTestedParts extends Parts {
  readonly selfTest: SelfTest;
}

const path = "/v1/self-test";
const mediaType = "application/health+json";

/** The correct test. */
const correctTest: SelfTest = {
  async business({ store, price, refuse }) {
    const id = randomUUID();
    const parcel = { recipient: "self-test", weightGrams: 1000, fragile: false, tags: [], label: "" };
    store.parcels.set(id, { ...parcel, id, owner: `self-test ${id}`, priceCentimes: price(parcel) });
    const isGood = store.parcels.get(id)?.priceCentimes === 700 && refuse(parcel) === undefined;
    store.parcels.delete(id);
    return { isGood, time: new Date() };
  },
  async printers(parts) {
    const { printers: client } = parts as unknown as PrintingParts;
    const isGood = await client.ask("self-test", client).then(
      () => true,
      () => false,
    );
    return { isGood, time: new Date() };
  },
  answer(readings) {
    const status = Object.values(readings).every(({ isGood }) => isGood) ? "pass" : "fail";
    const checks = Object.entries(readings).map(([name, { isGood, time }]) => [
      name,
      [{ componentType: "component", status: isGood ? "pass" : "fail", time: time.toISOString() }],
    ]);
    const body = { status, checks: Object.fromEntries(checks) };
    return { status: status === "pass" ? 200 : 503, headers: { "content-type": mediaType }, body };
  },
  async run(selfTest, parts) {
    const [business, asked] = await Promise.all([selfTest.business(parts), selfTest.printers(parts)]);
    return selfTest.answer({ "parcels:businessTest": business, "printers:responseTime": asked });
  },
};

/** Two instances that ask the printers, and test themselves. */
export const selfTested: Arrangement = {
  document: withSelfTest(printers.document),
  start: (change = () => ({})) =>
    printers.start((parts) => {
      const correct: SelfTestedParts = { ...parts, selfTest: correctTest };
      const changed: SelfTestedParts = { ...correct, ...change(correct) };
      return { ...changed, handle: (request, all) => handle(request, { ...changed, ...all }, changed) };
    }),
};

/** A change of how the provider tests itself. */
export function selfTesting(change: (selfTest: SelfTest) => Partial<SelfTest>): Change {
  return (parts) => {
    const { selfTest } = parts as SelfTestedParts;
    return { selfTest: { ...selfTest, ...change(selfTest) } } as Partial<SelfTestedParts>;
  };
}

/** The route is guarded as the metrics are, which are for operators too. */
async function handle(request: Request, parts: Parts, { handle: usual, selfTest }: SelfTestedParts): Promise<Answer> {
  if (request.path !== path || request.method !== "GET") return usual(request, parts);
  if (!parts.accepts(request, mediaType as "application/json")) {
    const refused = await usual({ ...request, path: "/metrics" }, parts);
    return refused.status === 401 ? refused : problem(new Refusal(406, "not-acceptable"));
  }
  const guarded = await usual({ ...request, path: "/metrics", headers: { ...request.headers, accept: "*/*" } }, parts);
  return guarded.status === 200 ? selfTest.run(selfTest, parts) : guarded;
}

/** The same contract with the self-test; it is for operators, and answers as the metrics do where it refuses. */
function withSelfTest(document: JsonObject): JsonObject {
  const paths = document.paths as Record<string, { readonly get: { readonly responses: JsonObject } & JsonObject }>;
  const { get } = paths["/metrics"] as (typeof paths)[string];
  const health = {
    type: "object",
    additionalProperties: false,
    required: ["status", "checks"],
    properties: {
      status: { type: "string", enum: ["pass", "fail"] },
      checks: {
        type: "object",
        additionalProperties: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["componentType", "status", "time"],
            properties: {
              componentType: { type: "string", enum: ["component"] },
              status: { type: "string", enum: ["pass", "fail"] },
              time: { type: "string", format: "date-time" },
            },
          },
        },
      },
    },
  };
  const answer = (description: string) => ({ description, content: { [mediaType]: { schema: health } } });
  const operation = {
    ...get,
    operationId: "testParcels",
    summary: "Whether parcels can be sent",
    "x-tercet": { selfTest: true },
    responses: { ...get.responses, "200": answer("all is well"), "503": answer("something is broken") },
  };
  return { ...document, paths: { ...paths, [path]: { get: operation } } };
}
