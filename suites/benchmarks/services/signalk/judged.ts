import type { Judged } from "../judged.ts";

/** What is read here needs no token, whatever is configured; errors are those of Express. */
export const judged: readonly Judged[] = [
  {
    check: "authenticated-requests/no-token",
    finding:
      "Resources are read without a token although the document asks for one and anonymous reading is switched off; the older API refuses it.",
    confirmed: "yes: GET /signalk/v2/api/resources/waypoints gives 200, /signalk/v1/api/vessels/self gives 401",
  },
  {
    check: "authenticated-requests/empty-token",
    finding: "Resources are read with an empty token.",
    confirmed: "yes: as without a token",
  },
  {
    check: "authenticated-requests/malformed-token",
    finding: "Resources are read with a token that is none.",
    confirmed: "yes: “Bearer nonsense” gives 200",
  },
  {
    check: "authenticated-requests/basic-credentials",
    finding: "Resources are read with a user that does not exist.",
    confirmed: "yes: as without a token",
  },
  {
    check: "input-validation/query-parameter",
    finding: "zoom=true is taken where a number is declared.",
    confirmed: "yes: 200 with {}",
  },
  {
    check: "input-validation/path-parameter",
    finding: "An id that is no UUID, and one that does not exist, are answered 200 with an empty object.",
    confirmed: "yes: GET …/waypoints/123 gives 200 with {}",
  },
  {
    check: "input-validation/duplicate-keys",
    finding: "A body with a name twice is taken.",
    confirmed: "yes: two names give 201",
  },
  {
    check: "input-validation/invalid-utf8",
    finding: "A body that is not UTF-8 is taken.",
    confirmed: "yes: a byte FF in the name gives 201",
  },
  {
    check: "input-validation/problem-details",
    finding: "Refusals are HTML or application/json of its own, never application/problem+json.",
    confirmed: 'yes: limit=0x gives 400 with {"state":"FAILED", …}',
  },
  {
    check: "json-only/not-acceptable",
    finding: "Accept: text/html is answered 200 with JSON instead of 406.",
    confirmed: "yes: on GET /resources",
  },
  {
    check: "json-only/unsupported-media-type",
    finding: "A body of text/plain is answered 400 instead of 415.",
    confirmed: "yes: 400 “should have required property 'feature'”",
  },
  {
    check: "json-only/unknown-method",
    finding: "An unknown method is answered with a page.",
    confirmed: "yes: PATCH …/resources gives 404, text/html",
  },
  {
    check: "json-only/any-accept",
    finding: "DELETE of an unknown id is answered with a page.",
    confirmed: "yes: 404, text/html",
  },
  {
    check: "json-only/unknown-path",
    finding: "An unknown path is answered with a page.",
    confirmed: "yes: 404, text/html",
  },
  {
    check: "data-only/stack-trace",
    finding: "Malformed JSON is answered with a stack trace.",
    confirmed: "yes: the body { gives 400 with a page that shows it; NODE_ENV is not set, as its own start leaves it",
  },
  {
    check: "data-only/file-path",
    finding: "That stack trace tells where it is installed.",
    confirmed: "yes: see stack-trace",
  },
  {
    check: "data-only/html",
    finding: "Errors of the framework are pages.",
    confirmed: "yes: see stack-trace and unknown-path",
  },
  {
    check: "output-validation/response-default",
    finding: "What GET /resources answers is not what is declared: each entry lacks $source.",
    confirmed: 'yes: {"routes":{"description":…}}',
  },
  {
    check: "output-validation/response-200",
    finding: "An unknown id is answered 200 with {}, which lacks all that is required.",
    confirmed: "yes: see path-parameter",
  },
  {
    check: "leaves-no-track/read-back",
    finding: "What is created cannot be removed by the document alone: no link leads from POST to DELETE.",
    confirmed: "yes: no links in the document; DELETE …/{id} works where one knows it",
  },
  {
    check: "authenticated-requests/wrong-scheme",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/token-in-query",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/token-in-cookie",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/unsigned-token",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/tampered-payload",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/tampered-signature",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/stripped-signature",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/unknown-key",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/kid-path-traversal",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/kid-sql-injection",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/embedded-key",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/jku-injection",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/x5u-injection",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/path-detour",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/head-request",
    finding: "Resources are read without a token, so that what is wrong with one does not count: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "output-validation/undeclared",
    finding: "A request to choose the default provider gets an answer that is not declared, or none.",
  },
];
