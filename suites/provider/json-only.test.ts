import { describe, expect, test } from "vitest";
import { examine } from "./broken/examine.ts";
import type { Change } from "./broken/provider.ts";
import { jsonOnly as check } from "./json-only.ts";

// That each known-bad provider is caught is shown by broken/kill-matrix.test.ts.
const refusals = ["json-only/not-acceptable", "json-only/unsupported-media-type"];

/** A business rule that no call here can know of, looked at before anything else. */
const takesNoParcels: Change = (parts) => ({
  handle: async (request, all) =>
    request.method === "POST" && request.path === "/v1/parcels"
      ? {
          status: 422,
          headers: { "content-type": "application/problem+json" },
          body: '{"type":"about:blank","title":"The depot is closed today","status":422}',
        }
      : parts.handle(request, all),
});

describe("json-only", () => {
  test("a refusal that the call as declared gets too is no proof that 406 or 415 was due", async () => {
    const { findings } = await examine(check, {
      change: takesNoParcels,
      only: refusals.map((way) => `${way}@createParcel`),
    });
    expect(findings.map(({ check: way, verdict }) => `${way} ${verdict}`).sort()).toEqual(
      refusals.map((way) => `${way} inconclusive`),
    );
    expect(findings[0]?.message).toMatch(/422 .*may be for another reason, since no call was accepted/);
  });

  test("where the call as declared is accepted, 406 and 415 are due", async () => {
    const { failed } = await examine(check, {
      change: (parts) => ({
        handle: async (request, all) =>
          request.headers.accept === "text/html" || request.headers["content-type"] === "text/plain"
            ? { status: 400, headers: { "content-type": "application/problem+json" }, body: '{"status":400}' }
            : parts.handle(request, all),
      }),
      only: refusals.map((way) => `${way}@createParcel`),
    });
    expect([...failed].sort()).toEqual(refusals);
  });
});
