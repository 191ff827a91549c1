import { describe, expect, test } from "vitest";
import type { MonitorResult } from "../store/store.ts";
import { statusPage } from "./page.ts";
import { judgeStatus } from "./status.ts";

const now = new Date("2026-01-01T12:00:00Z");
const scenario = {
  id: "order",
  title: "A customer can order",
  capability: "ordering",
  everySeconds: 60,
  timeoutSeconds: 10,
};
const judge = (...results: readonly MonitorResult[]) =>
  judgeStatus({ environment: "shop", location: "dc1", scenarios: [scenario], results, now });
const result = (ageSeconds: number, change: Partial<MonitorResult> = {}): MonitorResult => ({
  id: "00000000-0000-4000-8000-000000000001",
  environment: "shop",
  scenario: "order",
  location: "dc1",
  startedAt: new Date(now.getTime() - ageSeconds * 1000),
  durationMilliseconds: 12,
  verdict: "pass",
  contentHash: "abc",
  seed: 1,
  ...change,
});

describe("judgeStatus", () => {
  test("a fresh result gives its own verdict", () => {
    expect(judge(result(30)).state).toBe("pass");
    expect(judge(result(30, { verdict: "fail", message: "refused" })).scenarios[0]).toMatchObject({
      state: "fail",
      message: "refused",
    });
  });

  test("silence is stale, never green: no result yet, or none for two periods and the time limit", () => {
    expect(judge().state).toBe("stale");
    expect(judge(result(130)).state).toBe("pass");
    expect(judge(result(131)).state).toBe("stale");
  });

  test("a failed clean-up shows, and leaves the scenario's own message", () => {
    const cleanup = { verdict: "fail", message: "1 order is left" } as const;
    expect(judge(result(1, { cleanup })).scenarios[0]).toMatchObject({ state: "fail", cleanup });
  });

  test("results of another location do not speak for this one", () => {
    expect(judge(result(1, { location: "dc2" })).state).toBe("stale");
  });

  test("the page escapes what a service said", () => {
    const page = statusPage(judge(result(1, { verdict: "fail", message: "<script>alert(1)</script>" })));
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("A customer can order");
  });
});
