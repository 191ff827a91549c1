import { describe, expect, test } from "vitest";
import { rateLimitFields } from "./fields.ts";

const limit = { requests: 100, windowSeconds: 60 };
const read = (headers: Record<string, string | string[]>) => rateLimitFields({ status: 429, headers, body: "" }, limit);

describe("rateLimitFields", () => {
  test.each([
    ["the newest draft", { ratelimit: '"default";r=3;t=30', "ratelimit-policy": '"default";q=100;w=60' }, [3]],
    ["several policies", { ratelimit: '"burst";r=3, "daily";r=800;t=900' }, [3, 800]],
    ["several fields", { ratelimit: ['"burst";r=3', '"daily";r=800'] }, [3, 800]],
    ["a partition key and comments", { ratelimit: '"default";r=0;t=9;pk=:dHJpYWw=:;acme-note="x"' }, [0]],
    [
      "another policy beside the declared one",
      { ratelimit: '"a";r=1', "ratelimit-policy": '"a";q=100;w=60,"b";q=5;w=1' },
      [1],
    ],
    ["a policy in bytes", { ratelimit: '"a";r=1', "ratelimit-policy": '"a";q=65535;qu="content-bytes";w=60' }, [1]],
    ["draft -07", { ratelimit: "limit=100, remaining=50, reset=60", "ratelimit-policy": "100;w=60" }, [50]],
    ["draft -06", { "ratelimit-limit": "100", "ratelimit-remaining": "7", "ratelimit-reset": "12" }, [7]],
    ["none at all", { "x-ratelimit-remaining": "7" }, []],
  ])("reads %s", (_what, headers, remaining) => {
    expect(read(headers)).toEqual({ remaining, faults: [] });
  });

  test.each([
    ["a policy without quotes", { ratelimit: "default;r=3" }, /something else than a string/],
    ["what is no structured field", { ratelimit: '"default";r=3;' }, /no list/],
    ["an empty list", { ratelimit: "" }, /no list/],
    ["nothing of what is left", { ratelimit: '"default";t=3' }, /without a parameter r/],
    ["a negative rest", { ratelimit: '"default";r=-1' }, /without a parameter r/],
    ["a time as a date", { ratelimit: '"default";r=1;t=@1659578233.5' }, /no list|no integer/],
    ["a policy without a quota", { ratelimit: '"a";r=1', "ratelimit-policy": '"a";w=60' }, /without a parameter q/],
    ["a window of no length", { ratelimit: '"a";r=1', "ratelimit-policy": '"a";q=100;w=0' }, /no positive integer/],
    [
      "another quota than the contract's",
      { ratelimit: '"a";r=1', "ratelimit-policy": '"a";q=10;w=60' },
      /10 requests in 60 s/,
    ],
    ["draft -06 without a reset", { "ratelimit-limit": "100", "ratelimit-remaining": "7" }, /RateLimit-Reset/],
  ])("finds %s", (_what, headers, fault) => {
    expect(read(headers).faults).toEqual([expect.stringMatching(fault)]);
  });
});
