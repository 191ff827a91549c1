import type { Judged } from "../judged.ts";

/** Most of it has one cause: what its validation does not expect ends as 500 EUNKNOWN. */
export const judged: readonly Judged[] = [
  {
    check: "input-validation/wrong-type",
    finding: "null as the body is answered 500 instead of 4xx.",
    confirmed: "yes: POST /articles gives 500 EUNKNOWN",
  },
  {
    check: "input-validation/malformed-json",
    finding: "A body that is no JSON is answered 500 instead of 400.",
    confirmed: "yes: hello gives 500 EUNKNOWN",
  },
  {
    check: "input-validation/invalid-utf8",
    finding: "A body in UTF-16 is answered 500 instead of 400.",
    confirmed: "yes: as every body that is no JSON",
  },
  {
    check: "input-validation/oversized",
    finding: "A text of 2 MiB is answered 500 instead of 413.",
    confirmed: "yes: 500 EUNKNOWN",
  },
  {
    check: "input-validation/over-deep",
    finding: "10,000 lists within one another are answered 500 instead of 4xx.",
    confirmed: "yes: PATCH /articles/x gives 500 EUNKNOWN",
  },
  {
    check: "input-validation/nul-character",
    finding: "NUL in an id is answered 500, after the object was stored.",
    confirmed: "yes: 500; the second time 403 “already exists”",
  },
  {
    check: "input-validation/lone-surrogate",
    finding: "Half a surrogate pair in an id is answered 500.",
    confirmed: "yes: 500 EUNKNOWN",
  },
  {
    check: "input-validation/duplicate-keys",
    finding: "A body with a name twice is taken.",
    confirmed: "yes: two members data give 201",
  },
  {
    check: "input-validation/problem-details",
    finding: "Refusals are application/vnd.api+json, the form of JSON:API, not application/problem+json.",
    confirmed: "yes: every error; a choice of JSON:API",
  },
  {
    check: "json-only/unsupported-media-type",
    finding: "A body of text/plain is answered 403 instead of 415.",
    confirmed: "yes: 403 “have you sent the right http headers?”",
  },
  {
    check: "output-validation/response-default",
    finding: "406 announces JSON:API and has no body.",
    confirmed: "yes: Accept: text/html gives Content-Length: 0 and a Content-Type",
  },
  {
    check: "versioned-endpoints/path-version",
    finding: "No path carries a version.",
    confirmed: "yes: by the document",
  },
];
