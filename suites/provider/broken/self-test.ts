import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PrintingParts } from "./arrangements/printers.ts";
import { type Reading, type SelfTest, selfTested, selfTesting } from "./arrangements/self-tested.ts";
import type { Fault } from "./fault.ts";
import type { Answer } from "./messages.ts";
import type { Parts } from "./parts.ts";
import type { Change } from "./provider.ts";

const guarantee = "self-test";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee,
  caughtBy,
  change,
  arrangement: selfTested,
});

/** Answers the same in another form. */
const answering = (change: (answer: Answer) => Answer): Change =>
  selfTesting(({ answer }) => ({ answer: (readings) => change(answer(readings)) }));

const withBody = (change: (body: Record<string, unknown>) => unknown): Change =>
  answering((answer) => ({ ...answer, body: change(answer.body as Record<string, unknown>) }));

const good = (): Reading => ({ isGood: true, time: new Date() });

/** Keeps the first reading of the printers for ever, or the first one of a kind. */
const remembering = (isKept: (reading: Reading) => boolean): Change =>
  selfTesting(({ printers }) => {
    let kept: Reading | undefined;
    return {
      async printers(parts) {
        const reading = kept ?? (await printers(parts));
        if (isKept(reading)) kept = reading;
        return { ...reading, time: new Date() };
      },
    };
  });

/** Does a business test that leaves a parcel. */
const keeping =
  (owner: string): SelfTest["business"] =>
  async ({ store }: Parts) => {
    const id = randomUUID();
    const parcel = {
      recipient: "self-test",
      weightGrams: 1000,
      fragile: false,
      tags: [],
      label: "",
      priceCentimes: 700,
    };
    store.parcels.set(id, { ...parcel, id, owner });
    return good();
  };

/** Providers whose self-test cannot be relied on. */
export const selfTestFaults: readonly Fault[] = [
  fault("tests-itself-for-everybody", ["authenticated"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      const isAnonymous = request.path === "/metrics" && request.headers.authorization === undefined;
      return isAnonymous ? { status: 200, headers: {} } : answer;
    },
  })),
  fault(
    "says-it-in-plain-json",
    ["health-json"],
    answering((answer) => ({ ...answer, headers: { "content-type": "application/json" } })),
  ),
  fault(
    "calls-it-healthy",
    ["health-json"],
    withBody((body) => ({ ...body, status: "healthy" })),
  ),
  fault(
    "lists-its-checks",
    ["health-json"],
    withBody(({ checks, ...body }) => ({ ...body, checks: Object.entries(checks as object) })),
  ),
  fault(
    "tells-the-time-of-day-alone",
    ["health-json"],
    withBody((body) => JSON.parse(JSON.stringify(body).replaceAll(/"\d{4}-\d\d-\d\dT/g, '"'))),
  ),
  fault(
    "passes-with-503",
    ["status-code"],
    answering((answer) => ({ ...answer, status: 503 })),
  ),
  fault(
    "fails-on-a-fine-day",
    ["passes"],
    selfTesting(() => ({ business: async () => ({ isGood: false, time: new Date() }) })),
  ),
  fault(
    "shows-readings-of-yesterday",
    ["fresh"],
    selfTesting(({ business }) => ({
      business: async (parts) => ({ ...(await business(parts)), time: new Date(Date.now() - 86_400_000) }),
    })),
  ),
  fault(
    "takes-longer-than-anybody-waits",
    ["bounded"],
    selfTesting(({ business }) => ({
      async business(parts) {
        await sleep(2500);
        return business(parts);
      },
    })),
  ),
  fault(
    "fails-every-other-time",
    ["repeated"],
    selfTesting(() => {
      let runs = 0;
      return { business: async () => ({ isGood: runs++ % 2 === 0, time: new Date() }) };
    }),
  ),
  fault(
    "tests-with-one-object-for-all",
    ["concurrent"],
    selfTesting(() => {
      let isThere = false;
      return {
        async business() {
          if (isThere) return { isGood: false, time: new Date() };
          isThere = true;
          await sleep(20);
          isThere = false;
          return good();
        },
      };
    }),
  ),
  fault(
    "keeps-what-it-tests-with",
    ["leaves-no-track"],
    selfTesting(() => ({ business: keeping("alice") })),
  ),
  fault(
    "never-asks-its-dependency",
    ["dependency-cut", "dependency-slow"],
    selfTesting(() => ({ printers: async () => good() })),
  ),
  fault(
    "asks-its-dependency-at-the-start-alone",
    ["dependency-cut"],
    remembering(({ isGood }) => isGood),
  ),
  fault(
    "only-warns-of-a-lost-dependency",
    ["dependency-cut"],
    selfTesting(({ answer }) => ({
      answer(readings) {
        const isLost = readings["printers:responseTime"]?.isGood === false;
        const told = answer(readings);
        return isLost ? { ...told, status: 200, body: { ...(told.body as object), status: "warn" } } : told;
      },
    })),
  ),
  fault(
    "never-recovers-from-a-lost-dependency",
    ["dependency-cut"],
    remembering(({ isGood }) => !isGood),
  ),
  fault(
    "waits-for-a-slow-dependency",
    ["dependency-slow"],
    selfTesting(() => ({
      async printers(parts) {
        const { printers: client } = parts as unknown as PrintingParts;
        const headers = client.headers();
        const signal = AbortSignal.timeout(4000);
        const isGood = await fetch(client.url + client.target("self-test"), { headers, signal })
          .then(async (response) => response.ok && (await response.text()) !== "")
          .catch(() => false);
        return { isGood, time: new Date() };
      },
    })),
  ),
];
