import { describe, expect, test } from "vitest";
import { authenticatedRequests as check } from "./authenticated-requests.ts";
import { examine } from "./broken/examine.ts";

const guarantee = "authenticated-requests";

describe("authenticated-requests", () => {
  test("is inconclusive, not green, when no good token can be shown to work", async () => {
    const { findings, failed } = await examine(check, {
      tokens: (keys) => ({ ...keys, audience: "somebody-else" }),
      only: [`${guarantee}/no-token@getParcel`],
    });
    expect([...failed]).toEqual([]);
    expect(findings).toMatchObject([
      { verdict: "inconclusive", message: expect.stringContaining("no good credentials") },
    ]);
  });

  test("skips what needs a key, with the reason, when there is none", async () => {
    const { findings } = await examine(check, {
      tokens: () => undefined,
      only: [`${guarantee}/expired-token@getParcel`],
    });
    expect(findings).toMatchObject([{ verdict: "skipped", message: expect.stringContaining("--tokens") }]);
  });

  test("shows evidence without the token, and a line that replays it", async () => {
    const { findings } = await examine(check, {
      change: ({ verification: { issuer: _issuer, ...verification } }) => ({ verification }),
      only: [`${guarantee}/wrong-issuer@listParcels`],
    });
    expect(findings).toMatchObject([
      {
        verdict: "fail",
        message: expect.stringMatching(/401.*RFC 7519.*answered 200/),
        replay: expect.stringContaining("authenticated-requests/wrong-issuer@listParcels"),
      },
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/eyJ/);
  });
});
