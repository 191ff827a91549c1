import { type ThrottledParts, throttledInstances, throttledLimit, throttling } from "./arrangements/throttled.ts";
import type { Fault } from "./fault.ts";
import { limiters } from "./limiters.ts";
import { type Answer, Refusal } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "throttled-input";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee,
  caughtBy,
  change,
  arrangement: throttledInstances,
});

const { requests, windowSeconds } = throttledLimit;

/** Keeps another limit than the declared one. */
const granting = (granted: number): Change =>
  throttling(() => ({
    limiter: (limiters["sliding log"] as (typeof limiters)[string])(granted, windowSeconds * 1000),
  }));

/** Refuses with other header fields, or with another status. */
const refusing = (headers: Answer["headers"], status = 429): Change =>
  throttling(() => ({ refuse: () => new Refusal(status, "too-many-requests", { headers }) }));

/** Providers that throttle badly, or not everybody. */
export const throttleFaults: readonly Fault[] = [
  fault("never-refuses", ["above-rate"], granting(Number.POSITIVE_INFINITY)),
  fault("grants-half-as-much-again", ["above-rate"], granting(1.5 * requests)),
  fault("forgets-to-enforce-what-it-counts-for-put", ["above-rate"], (parts) => {
    const { throttle } = parts as ThrottledParts;
    const writes = (client: string) => client.startsWith("labelParcel");
    return throttling(() => ({
      limiter: (client, now) => ({ ...throttle.limiter(client, now), ...(writes(client) ? { isAllowed: true } : {}) }),
    }))(parts);
  }),
  fault("refuses-with-503", ["above-rate"], refusing({ "retry-after": "1" }, 503)),
  fault("grants-less-than-it-declares", ["below-rate"], granting(0.75 * requests)),
  fault("does-not-say-when-to-come-back", ["retry-after"], refusing({})),
  fault("asks-to-come-back-at-once", ["retry-after"], refusing({ "retry-after": "0" })),
  fault("asks-to-come-back-in-milliseconds", ["retry-after"], refusing({ "retry-after": "800.0" })),
  fault("asks-to-come-back-tomorrow", ["retry-after"], refusing({ "retry-after": "86400" })),
  fault(
    "tells-nothing-of-what-is-left",
    ["rate-limit-fields"],
    throttling(() => ({ fields: () => ({}) })),
  ),
  fault(
    "tells-what-is-left-in-fields-of-its-own",
    ["rate-limit-fields"],
    throttling(() => ({ fields: ({ remaining }) => ({ "x-ratelimit-remaining": String(remaining) }) })),
  ),
  fault(
    "names-its-policy-without-quotes",
    ["rate-limit-fields"],
    throttling(() => ({ fields: ({ remaining }) => ({ ratelimit: `client;r=${remaining}` }) })),
  ),
  fault(
    "always-tells-of-the-whole-quota",
    ["countdown"],
    throttling(({ fields }) => ({ fields: (decision) => fields({ ...decision, remaining: requests }) })),
  ),
  fault("refuses-in-plain-text", ["problem-details"], (parts) => ({
    send: (answer, response) =>
      parts.send(
        answer.status === 429
          ? { ...answer, headers: { ...answer.headers, "content-type": "text/plain" }, body: "slow down" }
          : answer,
        response,
      ),
  })),
  fault(
    "counts-all-clients-together",
    ["other-client"],
    throttling(() => ({ client: () => "everybody" })),
  ),
  fault(
    "counts-each-token-for-itself",
    ["fresh-token"],
    throttling(() => ({ client: ({ headers }) => String(headers.authorization) })),
  ),
  fault(
    "believes-where-a-request-says-it-comes-from",
    ["spoofed-address"],
    throttling(({ client }) => ({
      client: (request, caller, instance) =>
        `${client(request, caller, instance)} ${request.headers["x-forwarded-for"]}`,
    })),
  ),
  fault(
    "counts-each-path-for-itself",
    ["another-object"],
    throttling(({ client }) => ({
      client: (request, caller, instance) => `${client(request, caller, instance)} ${request.path}`,
    })),
  ),
  fault(
    "counts-on-each-instance",
    ["each-instance"],
    throttling(({ client }) => ({
      client: (request, caller, instance) => `${client(request, caller, instance)} ${instance}`,
    })),
  ),
  fault(
    "never-forgets",
    ["recovery"],
    throttling(({ limiter }) => {
      const refused = new Set<string>();
      return {
        limiter(client, now) {
          const decision = limiter(client, now);
          if (!decision.isAllowed && client.startsWith("listParcels")) refused.add(client);
          return { ...decision, isAllowed: !refused.has(client) };
        },
      };
    }),
  ),
];
