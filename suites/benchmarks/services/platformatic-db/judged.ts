import type { Judged } from "../judged.ts";

/** Most of it is what Fastify does by default: it coerces types and removes unknown members. */
export const judged: readonly Judged[] = [
  {
    check: "input-validation/wrong-type",
    finding: "Values of a wrong type are coerced instead of refused.",
    confirmed: 'yes: {"name":0} gives 200 with the name “0”',
  },
  {
    check: "input-validation/extra-property",
    finding: "Members that the closed schema does not have are dropped instead of refused.",
    confirmed: 'yes: {"name":"a","Name":""} gives 200 without it',
  },
  {
    check: "input-validation/prototype-key",
    finding: "The members “constructor” and “hasOwnProperty” are dropped instead of refused by the closed schema.",
    confirmed: "yes: both give 200",
  },
  {
    check: "input-validation/nul-character",
    finding: "NUL in a text is answered 500.",
    confirmed: 'yes: 500 “invalid byte sequence for encoding "UTF8": 0x00”',
  },
  {
    check: "input-validation/duplicate-keys",
    finding: "A body with a name twice is taken.",
    confirmed: 'yes: {"name":null,"name":"b"} gives 200 with the name “b”',
  },
  {
    check: "input-validation/invalid-utf8",
    finding: "A body that is not UTF-8 is taken, with U+FFFD for the bad byte.",
    confirmed: "yes: a byte FF in the name gives 200",
  },
  {
    check: "input-validation/problem-details",
    finding: "Refusals are application/json, not application/problem+json.",
    confirmed: "yes: limit=0x gives 400 with Fastify's own form",
  },
  {
    check: "json-only/not-acceptable",
    finding: "Accept: text/html is answered 200 with JSON instead of 406.",
    confirmed: "yes: on GET /authors/",
  },
  {
    check: "json-only/unsupported-media-type",
    finding: "A body of text/plain is answered 400 instead of 415.",
    confirmed: "yes: 400 “body must be object”",
  },
  {
    check: "json-only/unknown-path",
    finding: "A welcome page stands at /index.html.",
    confirmed: "yes: 200, text/html",
  },
  {
    check: "data-only/sql",
    finding: "Answers 500 repeat what the database said.",
    confirmed: 'yes: an unknown authorId gives “violates foreign key constraint "books_author_id_fkey"”',
  },
  {
    check: "output-validation/undeclared",
    finding: "Statuses are answered that the document does not have: 400 and 500.",
    confirmed: "yes: as above; POST /authors/ has 200 alone",
  },
  {
    check: "versioned-endpoints/path-version",
    finding: "No path carries a version.",
    confirmed: "yes: by the document",
  },
];
