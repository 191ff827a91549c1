import { expect, test } from "vitest";
import type { Event } from "./events.ts";
import { redactEvent } from "./redact.ts";

const jws = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
const jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXZpdml2aXY.Y2lwaGVydGV4dA.dGFn";

const progress = (message: string): Event => ({ type: "progress", at: "2026-01-01T00:00:00.000Z", message });
const redacted = (message: string) => (redactEvent(progress(message)) as { message: string }).message;

test("a signed token, an encrypted one and one that was cut are removed from running text", () => {
  expect(redacted(`got ${jws} back`)).toBe("got [token removed] back");
  expect(redacted(`https://x/?access_token=${jwe}&a=1`)).toBe("https://x/?access_token=[token removed]&a=1");
  expect(redacted(`{"token":"${jws.slice(0, 40)}`)).toBe('{"token":"[token removed]');
});

test("an unsigned token, whose last part is empty, is removed", () => {
  expect(redacted("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.")).toBe("[token removed]");
});

test("opaque bearer credentials, passwords of Basic and private keys are removed", () => {
  expect(redacted("authorization: Bearer 8xLOxBtZp8sdfsdf234")).toBe("authorization: Bearer [removed]");
  expect(redacted("basic YW5uYTpzZWNyZXQtMTIzNDU2Nzg=")).toBe("basic [removed]");
  expect(redacted("-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\nnext")).toBe(
    "[private key removed]\nnext",
  );
});

test("a replay line that names a variable, a challenge and an opaque cursor stay as they are", () => {
  for (const text of [
    'curl -H "Authorization: Bearer $TOKEN" https://x',
    'www-authenticate: Bearer realm="carts", error="invalid_token"',
    "next=eyJpZCI6MTJ9",
  ]) {
    expect(redacted(text)).toBe(text);
  }
});

test("the value of a credential header is removed whatever it is, on both sides of an exchange", () => {
  const event = redactEvent({
    type: "case-finished",
    at: "2026-01-01T00:00:00.000Z",
    case: { id: "verify/carts/json-only", kind: "guarantee", subject: "carts", title: "t" },
    durationMilliseconds: 1,
    verdict: "fail",
    steps: [],
    findings: [
      {
        guarantee: "json-only",
        check: "json-only/error",
        operation: "getCart",
        verdict: "fail",
        message: "m",
        evidence: {
          request: {
            method: "GET",
            url: "https://x",
            headers: { Authorization: "opaque", cookie: "a=b", accept: "*/*" },
          },
          response: { status: 200, headers: { "set-cookie": ["sid=1", "x=2"] } },
        },
      },
    ],
  });
  const evidence = event.type === "case-finished" ? event.findings[0]?.evidence : undefined;
  expect(evidence?.request?.headers).toEqual({ Authorization: "[removed]", cookie: "[removed]", accept: "*/*" });
  expect(evidence?.response?.headers).toEqual({ "set-cookie": ["[removed]", "[removed]"] });
});

test("a placeholder that says what was removed is kept", () => {
  const event = redactEvent({
    ...progress("x"),
    headers: { authorization: "Bearer [token of customer, expired]" },
  } as unknown as Event);
  expect(JSON.stringify(event)).toContain("Bearer [token of customer, expired]");
});
