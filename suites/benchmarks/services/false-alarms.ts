import type { FalseAlarm } from "./judged.ts";

/** What the harness said wrongly of these services, and what it has learned from it. */
export const falseAlarms: readonly FalseAlarm[] = [
  {
    service: "signalk",
    check: "token-hygiene/set-cookie, stateless/set-cookie",
    alarm: "A Set-Cookie that expires in 1970 was called a cookie that is set.",
    mended: "What is over already removes a cookie (RFC 6265 §3.1): suites/provider/answers/cookies.test.ts.",
  },
  {
    service: "jsonapi-server",
    check: "data-only/internal-host",
    alarm: "Its own error code ENOTFOUND was called a host of the inside.",
    mended:
      "An errno tells a host only where a name or address follows it: suites/provider/data-only/disclosures.test.ts.",
  },
  {
    service: "jsonapi-server",
    check: "json-only/unsupported-media-type",
    alarm: "403 instead of 415 was held against operations that answer 403 to every call that could be made.",
    mended:
      "406 and 415 are due where the same call is accepted otherwise; else it is inconclusive: suites/provider/json-only.test.ts.",
  },
  {
    service: "postgres-meta",
    check: "output-validation/response-200",
    alarm: "A body was held against responses that declare no content.",
    mended: "OpenAPI 3 does not say that such a response is empty: suites/provider/answers/judge.test.ts.",
  },
  {
    service: "unleash",
    check: "authenticated-requests/wrong-scheme",
    alarm:
      "A token without a scheme was expected to be refused, and the document declares it as an API key in Authorization.",
    mended:
      "What one alternative of the security requirement declares is no wrong scheme of another: suites/provider/authenticated-requests/bare-key.test.ts.",
  },
  {
    service: "unleash",
    check: "token-hygiene, input-validation (hang)",
    alarm: "One password mail a minute is allowed, and the run waited a minute for each request to it.",
    mended:
      "A long wait for an undeclared limit is granted once for an operation: suites/provider/session/patience.test.ts.",
  },
  {
    service: "unleash",
    check: "authenticated-requests (crash)",
    alarm: "A detour on a path of one segment became an invalid URL, which ended the check.",
    mended:
      "A detour keeps the name of the host; and an operation that gives no answer ends no check: suites/provider/attempt.test.ts.",
  },
  {
    service: "unleash",
    check: "input-validation/prototype-key, malformed-json",
    alarm: "“__proto__” and a byte order mark were called what breaks an operation that answers 500 to every call.",
    mended:
      "What may be taken is held against a service only where the same call without it does not break: suites/provider/input-validation.test.ts.",
  },
];
