import { expect, test } from "vitest";
import { BusinessError } from "./business-error.ts";
import type { CallOptions } from "./deadline.ts";
import type { ClientDefinition } from "./definition.ts";
import { buildRequest } from "./request.ts";
import { createClient, refusalsOf } from "./runtime.ts";
import type { ClientAnswer, ClientRequest } from "./transport.ts";

const definition: ClientDefinition = {
  service: "things",
  version: "1.0.0",
  operations: {
    listThings: {
      method: "get",
      path: "/v1/things",
      parameters: [
        { name: "tag", in: "query", required: false, explode: true },
        { name: "ids", in: "query", required: false, explode: false },
        { name: "Region", in: "header", required: false, explode: false },
      ],
      success: ["200"],
    },
    putThing: {
      method: "put",
      path: "/v1/things/{thingId}",
      parameters: [{ name: "thingId", in: "path", required: true, explode: false }],
      mediaType: "application/json",
      success: ["2XX"],
    },
    createThing: {
      method: "post",
      path: "/v1/things",
      parameters: [],
      mediaType: "application/json",
      idempotencyHeader: "Idempotency-Key",
      success: ["201"],
    },
  },
  refusals: ["too-big"],
};
interface Things {
  listThings(parameters?: { tag?: string[]; ids?: number[]; Region?: string }, options?: CallOptions): Promise<unknown>;
  putThing(parameters: { thingId: string }, body: unknown): Promise<unknown>;
  createThing(body: unknown, options?: CallOptions): Promise<unknown>;
}

function client(answer: ClientAnswer) {
  const requests: ClientRequest[] = [];
  const things = createClient<Things>(definition, async (request) => {
    requests.push(request);
    return answer;
  });
  return { things, requests };
}

test("parameters go where the contract says, percent-encoded", async () => {
  const { things, requests } = client({ status: 200, body: [] });
  await things.listThings({ tag: ["a b", "c&d"], ids: [1, 2], Region: "ch" });
  await things.listThings();
  await things.putThing({ thingId: "a/b?c" }, { size: 1 });
  expect(requests.map(({ path }) => path)).toEqual([
    "/v1/things?tag=a%20b&tag=c%26d&ids=1,2",
    "/v1/things",
    "/v1/things/a%2Fb%3Fc",
  ]);
  expect(requests[0]?.headers).toEqual({ Region: "ch" });
  expect(requests[2]?.body).toEqual({ mediaType: "application/json", value: { size: 1 } });
});

test.each(["", ".", ".."])("a path parameter %j, which would lead elsewhere, is refused", async (thingId) => {
  const { things, requests } = client({ status: 200, body: undefined });
  await expect(things.putThing({ thingId }, {})).rejects.toThrow("cannot put");
  expect(requests).toEqual([]);
});

test("every creation has an idempotency key of its own", async () => {
  const { things, requests } = client({ status: 201, body: { id: "1" } });
  expect(await things.createThing({})).toEqual({ id: "1" });
  await things.createThing({});
  const keys = requests.map(({ idempotency }) => idempotency?.key);
  expect(new Set(keys).size).toBe(2);
  expect(buildRequest(definition, "createThing", {}, {}, "known").idempotency).toEqual({
    header: "Idempotency-Key",
    key: "known",
  });
});

test("what is no declared success is a business error with the problem's slug", async () => {
  const body = { type: "https://x.example/problems/too-big", title: "Too big", detail: "10 is the most." };
  const { things } = client({ status: 422, body });
  const error = await things.createThing({}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BusinessError);
  expect(error).toMatchObject({
    slug: "too-big",
    title: "Too big",
    status: 422,
    detail: "10 is the most.",
    message: "things refused createThing (too-big): 10 is the most.",
  });
});

test("a refusal without problem details is told by its status", async () => {
  for (const body of [undefined, "no", null, []]) {
    const { things } = client({ status: 200, body });
    await expect(things.createThing({})).rejects.toMatchObject({ slug: "about:blank", title: "status 200" });
  }
});

test("a refusal that the contract lists is told from others, and holds all that the service said", async () => {
  const isRefusal = refusalsOf<BusinessError<"too-big", { maximum: number }>>(definition);
  const thrown = async (type: string) => {
    const { things } = client({ status: 422, body: { type, maximum: 10 } });
    return things.createThing({}).catch((error: unknown) => error);
  };
  const error = await thrown("urn:problem:too-big");
  expect(isRefusal(error) && error.problem.maximum).toBe(10);
  expect(isRefusal(await thrown("urn:problem:too-small"))).toBe(false);
  expect(isRefusal(new Error("too-big"))).toBe(false);
});

test("a call has the key, signal and deadline that the caller gives", async () => {
  const { things, requests } = client({ status: 201, body: {} });
  await things.createThing({}, { idempotencyKey: "mine", deadlineMilliseconds: 500 });
  expect(requests[0]).toMatchObject({ idempotency: { key: "mine" }, deadlineMilliseconds: 500 });
  expect(requests[0]?.signal?.aborted).toBe(false);
  const reason = new Error("the customer left");
  await expect(things.createThing({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(requests).toHaveLength(1);
});

test("a call ends at its deadline, whatever the transport does", async () => {
  const things = createClient<Things>(definition, () => new Promise(() => {}));
  await expect(things.listThings({}, { deadlineMilliseconds: 20 })).rejects.toThrow(
    "things did not answer listThings within 20 ms.",
  );
});
