import { describe, expect, test } from "vitest";
import { createRandom, type JsonObject, type Operation, parseContract } from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { bindCall } from "../session/bind.ts";
import { createWallet } from "../session/wallet.ts";
import { createCleaner } from "./cleaner.ts";
import { createState } from "./state.ts";

const parameter = (name: string, place: string): JsonObject => ({
  name,
  in: place,
  required: true,
  schema: { type: "string" },
});
const links = (status: string, parameters: JsonObject, ...operations: string[]): JsonObject => ({
  [status]: {
    description: "",
    links: Object.fromEntries(operations.map((operationId) => [operationId, { operationId, parameters }])),
  },
});

/** Letters that are posted, and bags that a job makes of all letters that wait. */
const document: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Post", version: "1.0.0" },
  "x-tercet": { jobs: [{ name: "empty-box", everySeconds: 1, maxSilenceSeconds: 5, timeoutSeconds: 1 }] },
  paths: {
    "/letters": {
      post: { operationId: "postLetter", responses: links("200", { letter: "$response.body#/id" }, "listBags") },
    },
    "/bags": {
      get: {
        operationId: "listBags",
        parameters: [parameter("letter", "query")],
        responses: links("200", { bag: "$response.body#/bags/0/id" }, "getBag", "deleteBag"),
      },
    },
    "/bags/{bag}": {
      get: { operationId: "getBag", parameters: [parameter("bag", "path")], responses: {} },
      delete: { operationId: "deleteBag", parameters: [parameter("bag", "path")], responses: {} },
    },
  },
};

/** A post office whose box is emptied after so many looks at the bags. */
async function postOffice(emptiedAfterLooks: number) {
  const contract = await parseContract(document, "post.json");
  const bags = new Map<string, string[]>();
  let [letters, looks]: [string[], number] = [[], 0];
  const answer = ({ operation, path, query }: Call): readonly [number, unknown] => {
    if (operation.id === "postLetter") {
      letters.push(`letter-${letters.length}-${bags.size}`);
      return [200, { id: letters.at(-1) }];
    }
    if (operation.id === "listBags") {
      looks++;
      if (looks === emptiedAfterLooks) {
        bags.set(`bag-${bags.size}`, letters);
        letters = [];
      }
      const found = [...bags].filter(([, content]) => content.includes(String(query.letter)));
      return [200, { bags: found.map(([id, content]) => ({ id, letters: content })) }];
    }
    const id = String(path.bag);
    if (!bags.has(id)) return [404, {}];
    if (operation.id === "deleteBag") bags.delete(id);
    return operation.id === "deleteBag" ? [204, {}] : [200, { id }];
  };
  const cleaner = createCleaner(contract, undefined, (call) => send(call));
  const send = async (call: Call): Promise<Exchange> => {
    const request = await bindCall(call, contract, { url: "https://host" }, createWallet(contract, undefined));
    const [status, body] = answer(call);
    const exchange = {
      request,
      response: { status, headers: {}, body: JSON.stringify(body) },
      durationMilliseconds: 1,
    };
    cleaner.observe(call.operation, exchange, { via: "json-only", identity: undefined });
    return exchange;
  };
  const state = createState({ contract, subject: undefined, random: createRandom(1), call: send, awaited: new Map() });
  const operation = (id: string) => contract.operations.find((one) => one.id === id) as Operation;
  const post = () => send({ operation: operation("postLetter"), path: {}, query: {}, headers: {} });
  return { state, cleaner, operation, post, bags };
}

describe("what a job makes of a call", () => {
  test("is waited for, and then it may be deleted, since it came of what was created here", async () => {
    const { state, operation } = await postOffice(3);
    expect(await state.prepare(operation("deleteBag"))).toMatchObject({ call: { path: { bag: "bag-0" } } });
  });

  test("is not waited for any longer than a job that keeps its contract takes", async () => {
    const { state, operation } = await postOffice(Number.POSITIVE_INFINITY);
    const startedAt = performance.now();
    expect(await state.prepare(operation("getBag"))).toMatchObject({
      unreachable: expect.stringContaining("finds no value"),
    });
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  test("is deleted in the end, once for all calls that it was made of", async () => {
    const { cleaner, post, bags } = await postOffice(2);
    for (let count = 0; count < 3; count++) await post();
    const { created, residue } = await cleaner.cleanUp();
    expect(Object.fromEntries(created)).toEqual({ postLetter: 1 });
    expect(residue).toEqual([]);
    expect(bags.size).toBe(0);
  });
});
