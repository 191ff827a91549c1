import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ContractVersion, parseContract, parsePact } from "../../../contracts/index.ts";
import { type StartedDatabase, startDatabase } from "../../../docker/index.ts";
import { createClock } from "../record/clock.ts";
import { draftContracts } from "../record/draft-contracts.ts";
import { draftPacts, type OnConflict } from "../record/draft-pacts.ts";
import { publish } from "../record/publication.ts";
import { pactDocument } from "../testing/broker.ts";
import type { FactStore } from "./fact-store.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { shelves } from "./shelf.ts";

let database: StartedDatabase;
let brokers: readonly FactStore[];
beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
  brokers = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore(database.url)));
});
afterAll(async () => {
  await Promise.all(brokers.map((broker) => broker.close()));
  await database.stop();
});

let version: string;
let count = 0;
beforeEach(() => {
  version = String(count++);
});

const publishPact = async (store: FactStore, document: object, onConflict: OnConflict = "refuse") => {
  const drafts = [
    await draftPacts(store, [{ pact: parsePact(document, "pact.json"), onConflict }], version, createClock()),
  ];
  return () => publish(store, drafts, {}, createClock());
};
const outcomes = async (works: readonly (() => Promise<unknown>)[]) =>
  (await Promise.allSettled(works.map((work) => work()))).map(({ status }) => status).toSorted();
const facts = async (store: FactStore, service = "web") => {
  const all = await store.read([shelves.version({ service, version })]);
  return all.filter(({ fact }) => fact !== "version");
};

test("brokers that share a ledger let one content of a version through, though each saw that there was none", async () => {
  const works = await Promise.all(
    brokers.map((store, index) => publishPact(store, pactDocument("web", "things", 200 + index))),
  );
  expect(await outcomes(works)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
  expect(await facts(brokers[0] as FactStore)).toHaveLength(1);
});

test("the one that is late is told by which rule", async () => {
  const [one, other] = await Promise.all(
    [200, 201].map((status, index) => publishPact(brokers[index] as FactStore, pactDocument("web", "things", status))),
  );
  await one?.();
  await expect(other?.()).rejects.toMatchObject({ code: "contract", place: { rule: "one-content-a-version" } });
});

test("the same content from all of them is no conflict", async () => {
  const works = await Promise.all(brokers.map((store) => publishPact(store, pactDocument("web", "things"))));
  expect(await outcomes(works)).toEqual(Array(4).fill("fulfilled"));
});

test("two merges with the same content lose neither: the later one is refused, and may be begun again", async () => {
  const [first, second] = brokers as readonly [FactStore, FactStore];
  const named = (description: string) => {
    const document = pactDocument("web", "things") as { interactions: { description: string }[] };
    return { ...document, interactions: document.interactions.map((one) => ({ ...one, description })) };
  };
  await (await publishPact(first, named("a")))();
  const works = [await publishPact(first, named("b"), "merge"), await publishPact(second, named("c"), "merge")];
  expect(await outcomes(works)).toEqual(["fulfilled", "rejected"]);
  const again = [await publishPact(first, named("b"), "merge"), await publishPact(second, named("c"), "merge")];
  expect(await outcomes(again)).toEqual(["fulfilled", "fulfilled"]);
  const replaced = (await facts(first)).flatMap((fact) => (fact.fact === "pact" ? [fact.replaces] : []));
  expect(replaced).toHaveLength(3);
});

test("contracts are held to it as well", async () => {
  const contract = async (title: string): Promise<ContractVersion> => ({
    http: await parseContract({ openapi: "3.1.0", info: { title, version: "1.0.0" }, paths: {} }, "things.json"),
  });
  const works = await Promise.all(
    brokers.map(async (store, index) => {
      const subject = { service: "things", version };
      const draft = await draftContracts(store, await contract(`Things ${index}`), subject, createClock());
      return () => publish(store, [draft], {}, createClock());
    }),
  );
  expect((await outcomes(works)).filter((status) => status === "fulfilled")).toHaveLength(1);
  expect(await facts(brokers[0] as FactStore, "things")).toHaveLength(1);
});
