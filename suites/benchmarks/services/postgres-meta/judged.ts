import type { Judged } from "../judged.ts";

/** Most of it has one cause: its error handler answers 500 to every failed validation. */
export const judged: readonly Judged[] = [
  {
    check: "input-validation/query-parameter",
    finding: "A parameter that fails validation is answered 500 instead of 400.",
    confirmed: "yes: limit=0.5 gives 500 “querystring/limit must be integer”",
  },
  {
    check: "input-validation/wrong-type",
    finding: "A body of the wrong type is answered 500 instead of 400.",
    confirmed: "yes: the body 0 gives 500 “body must be object”",
  },
  {
    check: "input-validation/missing-property",
    finding: "A body without a required member is answered 500 instead of 400.",
    confirmed: "yes: {} gives 500 “body must have required property 'name'”",
  },
  {
    check: "input-validation/pattern",
    finding: "A text against its pattern is answered 500 instead of 400.",
    confirmed: "yes: a column_id of “x” gives 500 “must match pattern”",
  },
  {
    check: "input-validation/enum",
    finding: "A value that is not listed is answered 500 instead of 400.",
    confirmed: "yes: the privilege_type “NOPE” gives 500",
  },
  {
    check: "input-validation/nul-character",
    finding: "NUL in a member with a pattern or a list is answered 500 instead of 400.",
    confirmed: "yes: as every failed validation; in a free text it is answered 400",
  },
  {
    check: "input-validation/lone-surrogate",
    finding: "Half a surrogate pair in a member with a pattern or a list is answered 500 instead of 400.",
    confirmed: "yes: as every failed validation; in a free text it is stored as U+FFFD",
  },
  {
    check: "input-validation/malformed-json",
    finding: "A body that is no JSON is answered 500 instead of 400.",
    confirmed: "yes: hello gives 500 “is not valid JSON”",
  },
  {
    check: "input-validation/invalid-utf8",
    finding: "A body that is not UTF-8 is answered 500, with a wrong reason.",
    confirmed: "yes: a byte FF gives 500 “Request body size did not match Content-Length”",
  },
  {
    check: "input-validation/over-deep",
    finding: "A body of 10,000 lists within one another is answered 500.",
    confirmed: "yes: 500 “body must be object”",
  },
  {
    check: "input-validation/oversized",
    finding: "A text of 2 MiB as the body is answered 500.",
    confirmed: "yes: 500 “body must be object”",
  },
  {
    check: "input-validation/wrong-media-type",
    finding: "A body of text/plain is answered 500 instead of 415.",
    confirmed: "yes: 500 “body must be object”",
  },
  {
    check: "input-validation/missing-body",
    finding: "No body where one is required is answered 500 instead of 400.",
    confirmed: "yes: 500 “body must be object”",
  },
  {
    check: "input-validation/prototype-key",
    finding: "A member “__proto__” is answered 500 instead of 400.",
    confirmed: "yes: 500 “Object contains forbidden prototype property”",
  },
  {
    check: "input-validation/missing-parameter",
    finding: "The document requires the header pg, and the service works without it.",
    confirmed: "yes: GET /columns/ without it gives 200",
  },
  {
    check: "input-validation/duplicate-keys",
    finding: "A body with a name twice is taken.",
    confirmed: "yes: two names give 200, and the last one counts",
  },
  {
    check: "input-validation/problem-details",
    finding: "Refusals are application/json, not application/problem+json.",
    confirmed: 'yes: GET /schemas/999999 gives 404 with {"error": …}',
  },
  {
    check: "json-only/not-acceptable",
    finding: "Accept: text/html is answered 200 with JSON instead of 406.",
    confirmed: "yes: on GET /schemas/",
  },
  {
    check: "json-only/unsupported-media-type",
    finding: "A body of another media type is answered 500 instead of 415.",
    confirmed: "yes: see wrong-media-type",
  },
  {
    check: "json-only/success",
    finding: "The generators answer text/plain.",
    confirmed: "yes: GET /generators/typescript/; what they are for",
  },
  {
    check: "json-only/any-accept",
    finding: "The generators answer text/plain, whatever is accepted.",
    confirmed: "yes: see success",
  },
  {
    check: "data-only/sql",
    finding: "Answers repeat what the database said.",
    confirmed: "yes: a bad valid_until gives 400 “invalid input syntax for type timestamp with time zone”",
  },
  {
    check: "output-validation/undeclared",
    finding: "Statuses are answered that the document does not have: 400, 404 and 500.",
    confirmed: "yes: as above; the document of GET /columns/ has 200 alone",
  },
  {
    check: "versioned-endpoints/path-version",
    finding: "No path carries a version.",
    confirmed: "yes: by the document",
  },
];
