import { describe, expect, test } from "vitest";
import { examine } from "./broken/examine.ts";
import { createMetrics } from "./broken/metrics.ts";
import type { Change } from "./broken/provider.ts";
import { measurable as check } from "./measurable.ts";

const guarantee = "measurable";
const isBad = ({ verdict }: { verdict: string }) => verdict === "fail" || verdict === "inconclusive";

/** Exposes OpenMetrics, as it is asked for by its media type. */
const inOpenMetrics: Change = (parts) => ({
  async handle(request, all) {
    const answer = await parts.handle(request, all);
    if (request.path !== "/metrics" || answer.status !== 200) return answer;
    const body = String(answer.body).replaceAll(/^(# (?:TYPE|HELP) \w+)_total /gm, "$1 ");
    const type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    return { ...answer, headers: { ...answer.headers, "content-type": type }, body: `${body}# EOF\n` };
  },
});

describe("measurable", () => {
  test("takes OpenMetrics as well as Prometheus text", async () => {
    const { findings } = await examine(check, {
      change: inOpenMetrics,
      only: [`${guarantee}@getStatus`, `${guarantee}@getMetrics`],
    });
    expect(findings.filter(isBad)).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: `${guarantee}/request-counter`, verdict: "pass" }),
    );
  });

  test("takes what is written down a little later", async () => {
    const { findings } = await examine(check, {
      change: ({ metrics }) => ({
        metrics: { ...metrics, count: (...answer) => void setTimeout(() => metrics.count(...answer), 100) },
      }),
      only: [`${guarantee}/request-counter@getStatus`, `${guarantee}/monotonic`],
    });
    expect(findings.filter(isBad)).toEqual([]);
  });

  test("is inconclusive where several processes answer in turn behind one address", async () => {
    const { findings } = await examine(check, {
      change: () => {
        const processes = [createMetrics(), createMetrics()];
        let turn = 0;
        const next = () => processes[turn++ % 2] as (typeof processes)[number];
        for (let ahead = 0; ahead < 50; ahead++) {
          processes[0]?.count({ method: "GET", path: "/v1/status" } as never, 200, 0);
        }
        return {
          metrics: {
            count: (...answer) => processes[1]?.count(...answer),
            countCall: () => {},
            expose: () => next().expose(),
          },
        };
      },
      only: [`${guarantee}/monotonic`, `${guarantee}/request-counter@getStatus`],
    });
    expect(findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: `${guarantee}/monotonic`, verdict: "inconclusive" }),
    );
  });

  test("fails where the declared route is not there", async () => {
    const { findings } = await examine(check, {
      change: (parts) => ({
        handle: (request, all) => parts.handle(request.path === "/metrics" ? { ...request, path: "/m" } : request, all),
      }),
      only: [`${guarantee}/exposition`],
    });
    expect(findings).toMatchObject([{ verdict: "fail", message: expect.stringContaining("answered 404") }]);
  });
});
