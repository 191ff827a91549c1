import { describe, expect, test } from "vitest";
import {
  type Contract,
  createRandom,
  type JsonObject,
  type Operation,
  parseContract,
} from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { bindCall } from "../session/bind.ts";
import { createWallet } from "../session/wallet.ts";
import { createState } from "./state.ts";

const id: JsonObject = { name: "id", in: "path", required: true, schema: { type: "string" } };
const body = (example: JsonObject): JsonObject => ({
  required: true,
  content: { "application/json": { schema: { type: "object" }, example } },
});
const link = (operationId: string, rest: JsonObject = {}): JsonObject => ({
  [operationId]: { operationId, parameters: { id: "$response.body#/id" }, ...rest },
});
const role = (name: string): JsonObject => ({ security: [{ token: [name] }, { token: ["service"] }] });

/** Slots, orders that need a slot in their body, and things that PUT creates by name. */
const document: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Orders", version: "1.0.0" },
  paths: {
    "/slots": {
      post: {
        operationId: "createSlot",
        ...role("clerk"),
        requestBody: body({ capacity: 1 }),
        responses: {
          "201": {
            description: "",
            links: {
              ...link("getSlot"),
              placeOrder: {
                operationId: "placeOrder",
                requestBody: {
                  slot: "{$response.body#/id}",
                  note: "slot {$response.body#/id}, {$request.body#/capacity}",
                },
              },
            },
          },
        },
      },
    },
    "/slots/{id}": { get: { operationId: "getSlot", ...role("customer"), parameters: [id], responses: {} } },
    "/orders": {
      post: {
        operationId: "placeOrder",
        ...role("customer"),
        requestBody: body({ slot: "none" }),
        responses: {
          "201": { description: "", links: { ...link("getOrder"), ...link("cancelOrder"), ...link("getSlot") } },
        },
      },
    },
    "/orders/{id}": { get: { operationId: "getOrder", ...role("customer"), parameters: [id], responses: {} } },
    "/orders/{id}/cancellation": {
      post: { operationId: "cancelOrder", ...role("customer"), parameters: [id], responses: {} },
    },
    "/things/{id}": {
      put: {
        operationId: "putThing",
        parameters: [{ ...id, schema: { type: "string", pattern: "^[a-z0-9-]{3,40}$" }, example: "a-seeded-thing" }],
        requestBody: body({ id: "a-seeded-thing", size: 1 }),
        responses: { "201": { description: "" }, "200": { description: "" } },
      },
      delete: { operationId: "deleteThing", parameters: [{ ...id, example: "a-seeded-thing" }], responses: {} },
      get: { operationId: "getThing", parameters: [{ ...id, example: "a-seeded-thing" }], responses: {} },
    },
    "/strangers/{id}": { get: { operationId: "getStranger", parameters: [id], responses: {} } },
  },
};

/** A state whose service answers 201 with a new id to everything, or what `answer` says. */
async function stateOf(answer: (call: Call) => number = () => 201) {
  const contract: Contract = await parseContract(document, "orders.json");
  const calls: Call[] = [];
  const call = async (made: Call): Promise<Exchange> => {
    calls.push(made);
    const request = await bindCall(made, contract, { url: "https://host/base" }, createWallet(contract, undefined));
    const response = {
      status: answer(made),
      headers: {},
      body: JSON.stringify({ id: `${made.operation.id}-${calls.length}` }),
    };
    return { request, response, durationMilliseconds: 1 };
  };
  const state = createState({ contract, subject: "alice", random: createRandom(1), call, awaited: new Map() });
  const operation = (name: string) => contract.operations.find((one) => one.id === name) as Operation;
  return {
    prepare: (name: string) => state.prepare(operation(name)),
    sample: (name: string) => state.sample(operation(name)),
    calls,
  };
}

describe("createState", () => {
  test("walks along the links, each step as the first role that it lists, and fills objects with expressions in them", async () => {
    const { prepare, calls } = await stateOf();
    const prepared = await prepare("getOrder");
    expect(calls.map((call) => [call.operation.id, call.identity?.roles])).toEqual([
      ["createSlot", ["clerk"]],
      ["placeOrder", ["customer"]],
    ]);
    expect(calls[1]?.body).toEqual({ slot: "createSlot-1", note: "slot createSlot-1, 1" });
    expect(prepared).toMatchObject({
      call: { path: { id: "placeOrder-2" }, identity: { subject: "alice", roles: ["customer"] } },
      producer: { call: { operation: { id: "placeOrder" } } },
    });
  });

  test("takes the shortest way", async () => {
    const { prepare, calls } = await stateOf();
    await prepare("getSlot");
    expect(calls.map(({ operation }) => operation.id)).toEqual(["createSlot"]);
  });

  test("tries generated data when the examples are refused, and says what was answered when these are too", async () => {
    const { prepare, calls } = await stateOf(() => 422);
    expect(await prepare("getSlot")).toEqual({
      unreachable: "createSlot, which it is reached by, answered 422 instead of 201",
    });
    expect(calls.length).toBeGreaterThan(2);
  });

  test("creates by PUT under a fresh name that agrees with the body, never under the example's", async () => {
    const { prepare } = await stateOf();
    const names = await Promise.all(
      [1, 2].map(async () => {
        const prepared = await prepare("putThing");
        if ("unreachable" in prepared) throw new Error(prepared.unreachable);
        expect(prepared.call.body).toEqual({ id: prepared.call.path.id, size: 1 });
        return prepared.call.path.id;
      }),
    );
    expect(new Set([...names, "a-seeded-thing"]).size).toBe(3);
    expect(names[0]).toMatch(/^[a-z0-9-]{3,40}$/);
  });

  test("reads what an example names, and never deletes it", async () => {
    const { prepare } = await stateOf();
    expect(await prepare("getThing")).toMatchObject({ call: { path: { id: "a-seeded-thing" } } });
    expect(await prepare("deleteThing")).toMatchObject({
      unreachable: expect.stringContaining("only what was created"),
    });
  });

  test("says what the contract lacks when nothing leads to an operation", async () => {
    const { prepare } = await stateOf();
    expect(await prepare("getStranger")).toEqual({
      unreachable:
        "no link of the contract leads to it, and the path parameter id has no example; add one or the other",
    });
  });

  test("samples a call without asking the service, and without naming what exists", async () => {
    const { sample, calls } = await stateOf();
    const sampled = sample("deleteThing");
    expect("call" in sampled && sampled.call.path.id).not.toBe("a-seeded-thing");
    expect(calls).toEqual([]);
  });
});
