import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../contracts/index.ts";
import type { Arrangement } from "./broken/arrangement.ts";
import { startWith, throttledInstances, throttling } from "./broken/arrangements/throttled.ts";
import { examine } from "./broken/examine.ts";
import { limiters } from "./broken/limiters.ts";
import { throttledInput as check } from "./throttled-input.ts";

const guarantee = "throttled-input";
const only = ["below-rate", "above-rate", "fresh-token", "each-instance", "recovery"].map(
  (way) => `${guarantee}/${way}@listParcels`,
);
const withLimiter = (name: string): Arrangement => ({
  ...throttledInstances,
  start: (change = () => ({})) => startWith(limiters[name] as (typeof limiters)[string], change),
});

/** The same contract with another limit at listParcels. */
function withLimit(rateLimit: JsonObject): JsonObject {
  const { paths, ...document } = throttledInstances.document;
  const { "/v1/parcels": parcels, ...others } = paths as Record<string, { readonly get: JsonObject }>;
  const get = { ...parcels?.get, "x-tercet": { rateLimit } };
  return { ...document, paths: { ...others, "/v1/parcels": { ...parcels, get } } };
}

describe("throttled-input", () => {
  test.each(Object.keys(limiters))("finds nothing where the limit is kept by a %s", async (name) => {
    const { findings } = await examine(check, { arrangement: withLimiter(name), only });
    expect(findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    // A machine that is busy may be too slow to exceed the limit; what it grants shows all the same.
    expect(findings).toContainEqual(expect.objectContaining({ check: `${guarantee}/below-rate`, verdict: "pass" }));
  });

  test("finds nothing where all operations of a client are counted together", async () => {
    const { findings } = await examine(check, {
      arrangement: throttledInstances,
      change: throttling(({ limiter }) => ({
        limiter: (client, now) => limiter(client.replace(/^\w+ /, ""), now),
      })),
      only: [`${guarantee}/below-rate`, `${guarantee}/recovery`],
    });
    expect(findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  });

  test("judges an operation that is too slow to exceed its limit by requests that are refused for their form", async () => {
    const { findings } = await examine(check, {
      arrangement: throttledInstances,
      change: (parts) => ({
        async handle(request, all) {
          const answer = await parts.handle(request, all);
          if (request.method === "PUT" && answer.status < 300) await delay(800);
          return answer;
        },
      }),
      only: [`${guarantee}/above-rate@labelParcel`],
    });
    expect(findings).toMatchObject([{ verdict: "pass", message: expect.stringContaining("answers 429 above") }]);
  });

  test.each([
    [{ requests: 10_000, windowSeconds: 60 }, /takes 20001 requests/],
    [{ requests: 10, windowSeconds: 3600 }, /window of 3600 s/],
  ])("does not try to exceed %j, and says so", async (rateLimit, reason) => {
    const { findings } = await examine(check, {
      document: withLimit(rateLimit),
      arrangement: throttledInstances,
      only,
    });
    expect(findings).toMatchObject([{ verdict: "skipped", message: expect.stringMatching(reason) }]);
  });

  test("says that the limit could not be reached where no token is accepted", async () => {
    const { findings } = await examine(check, {
      arrangement: throttledInstances,
      tokens: (keys) => ({ ...keys, audience: "somebody-else" }),
      only,
    });
    expect(findings).toMatchObject([{ verdict: "inconclusive", message: expect.stringContaining("401") }]);
  });

  test("does not apply where no limit is declared", async () => {
    const { stopped } = await examine(check);
    expect(stopped).toMatchObject({ verdict: "skipped", message: expect.stringContaining("x-tercet.rateLimit") });
  });
});
