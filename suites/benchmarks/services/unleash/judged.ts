import type { Judged } from "../judged.ts";

/** What its findings were found to be. */
export const judged: readonly Judged[] = [
  {
    check: "authenticated-requests/no-token",
    finding:
      "Six operations need no token although the document asks for one everywhere: /health, /ready, the invitation and the reset of a password.",
    confirmed: "yes: GET /health and /ready give 200, GET /invite/x/validate 400",
  },
  {
    check: "authenticated-requests/empty-token",
    finding: "/health and /ready need no token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/malformed-token",
    finding: "The same six operations take anything for a token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/basic-credentials",
    finding: "The same six operations take any user.",
    confirmed: "yes: see no-token; elsewhere Basic gives 401",
  },
  {
    check: "authenticated-requests/wrong-scheme",
    finding: "The same six operations take any scheme.",
    confirmed: "yes: see no-token; elsewhere Basic gives 401",
  },
  {
    check: "authenticated-requests/token-in-query",
    finding: "The same six operations need no token in its place.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/token-in-cookie",
    finding: "The same six operations need no token in its place.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/tampered-token",
    finding: "Beside these six, the client API answers 403 instead of 401 to a token that nobody issued.",
    confirmed: "yes: GET /api/client/features with a changed character gives 403, without a token 401",
  },
  {
    check: "authenticated-requests/challenge",
    finding: "401 has no WWW-Authenticate field.",
    confirmed: "yes: GET /api/admin/projects without a token",
  },
  {
    check: "token-hygiene/token-in-url",
    finding: "Links of invitations, tokens included, stand in the list of users.",
    confirmed: "yes: inviteLink in GET /api/admin/user-admin",
  },
  {
    check: "input-validation/problem-details",
    finding: "Refusals are application/json of its own form, not application/problem+json.",
    confirmed: "yes: POST /auth/simple/login without a password",
  },
  {
    check: "input-validation/wrong-type",
    finding: "Numbers are coerced to texts, and the other way round.",
    confirmed: 'yes: {"name":1.5} to …/features/validate gives 200',
  },
  {
    check: "input-validation/format",
    finding: "A date-time without an offset is taken.",
    confirmed:
      "yes: the currentTime 2024-01-01T00:00:00 to the playground gives 200, and is given back against its schema",
  },
  {
    check: "input-validation/nul-character",
    finding: "NUL in a text is answered 500, with the SQL.",
    confirmed: "yes: in the url of an application",
  },
  {
    check: "input-validation/lone-surrogate",
    finding: "Half a surrogate pair in a name is answered 500.",
    confirmed: "yes: 500 “URI malformed” from …/features/validate",
  },
  {
    check: "input-validation/duplicate-keys",
    finding: "A body with a name twice is taken.",
    confirmed: "yes: two names to …/features/validate give 200",
  },
  {
    check: "input-validation/invalid-utf8",
    finding: "A body that is not UTF-8 is taken.",
    confirmed: "yes: a byte FF to the playground gives 200",
  },
  {
    check: "input-validation/missing-body",
    finding: "A missing body is taken where one is required.",
    confirmed: "yes: POST …/metrics/applications/my-app without one gives 202",
  },
  {
    check: "input-validation/path-parameter",
    finding: "Ids that are no numbers, and %FF, are answered 500.",
    confirmed: "yes: DELETE /api/admin/user/tokens/%FF gives 500 “Failed to decode param”",
  },
  {
    check: "json-only/not-acceptable",
    finding: "Accept: text/html is answered 200 with JSON instead of 406.",
    confirmed: "yes: on GET /api/admin/tags",
  },
  {
    check: "json-only/unknown-method",
    finding: "An unknown method is answered with a page on paths outside of /api.",
    confirmed: "yes: PATCH /invite/x/validate gives 404, text/html",
  },
  {
    check: "json-only/success",
    finding: "The statistics are text/csv.",
    confirmed: "yes: as the document declares; what they are for",
  },
  {
    check: "json-only/any-accept",
    finding: "The statistics are text/csv, whatever is accepted.",
    confirmed: "yes: see success",
  },
  {
    check: "json-only/unknown-path",
    finding: "An unknown path is answered 200 with the page of the user interface.",
    confirmed: "yes: GET /tercet-unknown-path",
  },
  {
    check: "data-only/sql",
    finding: "Answers 500 show the SQL.",
    confirmed: "yes: GET /api/admin/addons/x gives the whole SELECT",
  },
  { check: "data-only/html", finding: "An unknown path gets a page.", confirmed: "yes: see unknown-path" },
  {
    check: "versioned-endpoints/path-version",
    finding: "No path carries a version.",
    confirmed: "yes: by the document",
  },
  {
    check: "output-validation/undeclared",
    finding: "Statuses are answered that the document does not have, 500 among them.",
    confirmed: "yes: as above; 211 operations, few with their errors",
  },
  {
    check: "output-validation/response-200",
    finding: "Answers have members that closed schemas do not allow, or formats that they do not have.",
    confirmed: "yes: createdAt in GET …/metrics/applications/{appName}",
  },
  {
    check: "output-validation/response-201",
    finding: "Location is declared as an absolute URI, and is relative.",
    confirmed: "yes: strategies/1",
  },
  {
    check: "output-validation/response-400",
    finding: "A declared body is missing.",
    confirmed: "yes: GET /invite/x/validate gives 400 without one",
  },
  {
    check: "output-validation/response-404",
    finding: "A declared body is missing.",
    confirmed: "yes: DELETE of an unknown token of a project gives 404 without one",
  },
  {
    check: "leaves-no-track/read-back",
    finding: "What is created cannot be removed by the document alone: no link leads from POST to DELETE.",
    confirmed: "yes: no links in the document",
  },
  {
    check: "authenticated-requests/path-detour",
    finding: "Requests of another form to the operations that need no token: see no-token.",
    confirmed: "yes: see no-token",
  },
  {
    check: "authenticated-requests/head-request",
    finding: "Requests of another form to the operations that need no token: see no-token.",
    confirmed: "yes: see no-token",
  },
];
