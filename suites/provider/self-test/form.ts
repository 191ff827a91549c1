import type { Exchange } from "../../kit/exchange.ts";
import { readHealth } from "./health.ts";
import { freshSeconds, type Judged, type SelfTestRoute } from "./route.ts";

const draft = "draft-inadarei-api-health-check-06";

/** Readings may be so many seconds old, beside what Cache-Control allows, and so many ahead of this machine's clock. */
const clockSeconds = { behind: 300, ahead: 60 };

/** Ways that look at one answer of a self-test that nobody disturbs. */
export const formWays: Readonly<Record<string, (route: SelfTestRoute, exchange: Exchange) => Judged>> = {
  "health-json": ({ operation }, exchange) => {
    const health = readHealth(exchange.response);
    if (!("fault" in health)) {
      return { verdict: "pass", message: `${operation.id} answers application/health+json (${health.status}).` };
    }
    const message = `${operation.id} must answer application/health+json (${draft} §3), and ${health.fault}.`;
    return { verdict: "fail", message, exchange };
  },

  "status-code": ({ operation }, exchange) => {
    const health = readHealth(exchange.response);
    if ("fault" in health) return { verdict: "skipped", message: `not exercised: ${health.fault}` };
    const { status } = exchange.response;
    const said = `says ${health.status} with ${status}`;
    const isAgreed = health.status === "fail" ? status >= 400 : status < 400;
    if (isAgreed) return { verdict: "pass", message: `${operation.id} ${said}.` };
    const message = `Who looks at the status code alone must learn the same (${draft} §3.1: pass and warn 2xx or 3xx, fail 4xx or 5xx), and ${operation.id} ${said}.`;
    return { verdict: "fail", message, exchange };
  },

  passes: ({ operation }, exchange) => {
    const health = readHealth(exchange.response);
    const status = "fault" in health ? undefined : health.status;
    if (status === "pass" || status === "warn") return { verdict: "pass", message: `${operation.id} says ${status}.` };
    const said = status === undefined ? `answers ${exchange.response.status}` : "says fail";
    const message = `The service's own business test must pass when nothing disturbs it, and ${operation.id} ${said}.`;
    const isAnswered = status === "fail" || exchange.response.status >= 400;
    return { verdict: isAnswered ? "fail" : "skipped", message, exchange };
  },

  fresh: ({ operation }, exchange) => {
    const health = readHealth(exchange.response);
    const times = "fault" in health ? [] : health.times;
    if (times.length === 0) return { verdict: "skipped", message: "not exercised: no reading says when it was taken" };
    const ages = times.map((time) => (Date.now() - time) / 1000);
    const oldest = Math.max(...ages);
    const isStale = oldest > clockSeconds.behind + freshSeconds(exchange);
    if (!isStale && Math.min(...ages) > -clockSeconds.ahead) {
      return {
        verdict: "pass",
        message: `The readings of ${operation.id} are ${Math.max(0, Math.round(oldest))} s old at the most.`,
      };
    }
    const what = isStale ? `${Math.round(oldest)} s old` : "of the future";
    const message = `A self-test runs when it is asked for (${draft} §4.7 says when a reading was taken), and a reading of ${operation.id} is ${what}.`;
    return { verdict: "fail", message, exchange };
  },
};
