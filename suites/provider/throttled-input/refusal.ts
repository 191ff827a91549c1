import type { Operation } from "../../../contracts/index.ts";
import type { Exchange, HttpResponse } from "../../kit/exchange.ts";
import { rateLimitFields } from "./fields.ts";
import type { Limit } from "./limit.ts";
import { retryAfterOf } from "./retry-after.ts";
import type { Judged, Subject } from "./subject.ts";

/** What a refusal must have, and a clause that says what is wrong with it in this respect; undefined: nothing. */
interface RefusalWay {
  readonly rule: string;
  fault(refusal: Exchange, limit: Limit, operation: Operation): string | undefined;
}

/** The ways in which a 429 is judged. */
export const refusalWays: Readonly<Record<string, RefusalWay>> = {
  "retry-after": {
    rule: "a Retry-After that says how long to wait (RFC 6585 §4, RFC 9110 §10.2.3)",
    fault({ response }, limit) {
      const asked = retryAfterOf(response, limit);
      return typeof asked === "string" ? asked : undefined;
    },
  },
  "rate-limit-fields": {
    rule: "the rate-limit fields (draft-ietf-httpapi-ratelimit-headers)",
    fault({ response }, limit) {
      const { remaining, faults } = rateLimitFields(response, limit);
      if (faults.length > 0) return faults.join("; ");
      return remaining.length > 0 ? undefined : `it has no RateLimit${othersNamed(response)}`;
    },
  },
  "problem-details": {
    rule: "problem details (RFC 9457)",
    fault: ({ request, response }, _limit, operation) =>
      request.method === "HEAD" ? undefined : faultOfProblem(response, operation),
  },
};

/** Judges a 429 in one of the ways. */
export function judgeRefusal(way: string, refusal: Exchange, { operation, limit }: Subject): Judged {
  const { rule, fault } = refusalWays[way] as RefusalWay;
  const found = fault(refusal, limit, operation);
  return found === undefined
    ? { verdict: "pass", message: `The 429 of ${operation.id} has ${rule}.` }
    : { verdict: "fail", message: `The 429 of ${operation.id} must have ${rule}, and ${found}.`, exchange: refusal };
}

function othersNamed({ headers }: HttpResponse): string {
  const others = Object.keys(headers).filter((name) => /^x-rate-?limit/.test(name));
  return others.length === 0 ? "" : `, only ${others.join(", ")}, which no draft knows`;
}

/** A contract that declares another JSON type for its 429 is followed; whether the body fits it, output-validation says. */
function faultOfProblem({ headers, body }: HttpResponse, { responses }: Operation): string | undefined {
  const type = String(headers["content-type"] ?? "none");
  const declared = [...((responses.get("429") ?? responses.get("4XX"))?.content.keys() ?? [])];
  if (declared.length > 0 && !declared.some((one) => one.startsWith("application/problem+json"))) return undefined;
  if (!/^application\/problem\+json\s*(;|$)/i.test(type)) return `its Content-Type is ${type}`;
  try {
    const { status = 429 } = JSON.parse(body) as { status?: unknown };
    return status === 429 ? undefined : `its body says status ${JSON.stringify(status)}`;
  } catch {
    return "its body is no JSON";
  }
}
