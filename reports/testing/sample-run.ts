import {
  type CaseIdentity,
  type CaseResult,
  type Coverage,
  type Event,
  eventLogSchema,
  type Finding,
} from "../../contracts/index.ts";

/** What a sample run is made of; everything has a default. */
export interface SampleRun {
  readonly command?: string;
  readonly cases?: readonly (Partial<CaseResult> & { readonly case: Partial<CaseIdentity> })[];
  readonly coverage?: Coverage[];
  /** False: the log of a run that was killed. */
  readonly finished?: boolean;
}

const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 9, 30, second)).toISOString();

/** The events of one run, with fixed times: the same input gives the same log. */
export function sampleRun(run: SampleRun = {}): Event[] {
  const cases = (run.cases ?? shopCases).map((one) => ({
    verdict: "pass" as const,
    steps: [],
    findings: [],
    ...one,
    case: {
      id: "verify/carts/json-only",
      kind: "guarantee" as const,
      subject: "carts",
      title: "JSON only",
      ...one.case,
    },
  }));
  const worst = cases.map((one) => (one.cleanup?.verdict === "fail" ? "fail" : one.verdict));
  const counts = { pass: 0, fail: 0, inconclusive: 0, skipped: 0 };
  for (const verdict of worst) counts[verdict]++;
  return [
    {
      type: "run-started",
      at: at(0),
      schema: eventLogSchema,
      tool: { name: "tercet", version: "0.1.0" },
      command: run.command ?? "verify carts --environment demo",
      seed: 1807,
      environment: "demo",
    },
    ...cases.flatMap((one, index): Event[] => [
      { type: "case-started", at: at(index), case: one.case },
      { type: "progress", at: at(index), message: `${one.case.subject}: working` },
      { ...one, type: "case-finished", at: at(index + 1), durationMilliseconds: 340 + 97 * index },
    ]),
    ...(run.finished === false
      ? []
      : [
          {
            type: "run-finished" as const,
            at: at(cases.length + 1),
            verdict:
              counts.fail > 0
                ? ("fail" as const)
                : counts.inconclusive > 0
                  ? ("inconclusive" as const)
                  : ("pass" as const),
            counts,
            durationMilliseconds: 48_200,
            ...(run.coverage === undefined ? {} : { coverage: run.coverage }),
          },
        ]),
  ];
}

const operations = [
  "createCart",
  "getCart",
  "deleteCart",
  "addItem",
  "changeItem",
  "removeItem",
  "listCarts",
  "checkOut",
];

/** A finding with all its evidence. */
export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    guarantee: "authenticated-requests",
    check: "authenticated-requests/expired-token",
    operation: "getCart",
    verdict: "fail",
    message: "An expired token must be refused with 401 (RFC 7519 §4.1.4), but GET /v1/carts/{cartId} answered 200.",
    evidence: {
      request: {
        method: "GET",
        url: "https://127.0.0.1:40123/v1/carts/7f0d5a1e",
        headers: { authorization: "Bearer [token of customer, expired 60 s ago]", accept: "application/json" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json", "cache-control": "no-store" },
        body: '{"id":"7f0d5a1e","items":[{"product":"apples","quantity":3}],"total":"11.70"}',
      },
    },
    replay: "tercet verify carts --environment demo --only authenticated-requests/expired-token --seed 1807",
    ...changes,
  };
}

const passes = (guarantee: Finding["guarantee"], ways: readonly string[]): Finding[] =>
  ways.flatMap((way) =>
    operations.map((operation) => ({
      guarantee,
      check: `${guarantee}/${way}`,
      operation,
      verdict: "pass" as const,
      message: "The answer was 401 with WWW-Authenticate, as RFC 6750 §3 asks.",
    })),
  );

/** Cases of every kind and verdict, as a run over the shop leaves them. */
const shopCases: NonNullable<SampleRun["cases"]> = [
  {
    case: { id: "contracts/carts/1.0.0", kind: "contract", subject: "carts", title: "carts 1.0.0 is a sound contract" },
  },
  ...(["customers", "products", "carts"] as const).flatMap((service) => [
    {
      case: {
        id: `verify/${service}/authenticated-requests`,
        subject: service,
        title: "Every request is authenticated",
      },
      verdict: service === "carts" ? ("fail" as const) : ("pass" as const),
      message: service === "carts" ? "8 of 40 findings failed." : undefined,
      findings: [
        ...(service === "carts" ? operations.map((operation) => sampleFinding({ operation })) : []),
        ...passes("authenticated-requests", ["no-token", "malformed-token", "tampered-signature", "unsigned"]),
      ],
    },
    {
      case: { id: `verify/${service}/input-validation`, subject: service, title: "Each service validates its input" },
      verdict: service === "products" ? ("fail" as const) : ("pass" as const),
      findings: [
        ...(service === "products"
          ? [
              sampleFinding({
                guarantee: "input-validation",
                check: "input-validation/missing-property",
                operation: "createProduct",
                message:
                  'A body without the required property "name" must be refused with 4xx application/problem+json, but POST /v1/products answered 201.',
                evidence: {
                  request: {
                    method: "POST",
                    url: "https://127.0.0.1:40125/v1/products",
                    headers: { "content-type": "application/json", "idempotency-key": "3f9f" },
                    body: '{"price":"3.90","perishable":true}',
                  },
                  response: { status: 201, headers: { "content-type": "application/json" }, body: '{"id":"p1"}' },
                  input: { price: "3.90" },
                },
              }),
            ]
          : []),
        ...passes("input-validation", ["malformed-json", "wrong-type"]),
      ],
    },
    {
      case: {
        id: `verify/${service}/throttled-output`,
        subject: service,
        title: "Calls to other services are throttled",
      },
      verdict: "skipped" as const,
      message: "The contract declares no dependencies.",
    },
    { case: { id: `verify/${service}/json-only`, subject: service, title: "Applications speak only JSON" } },
  ]),
  {
    case: {
      id: "scenario/home-delivery",
      kind: "scenario",
      subject: "ordering",
      title: "A customer can order a home delivery",
      location: "dc1",
      contentHash: "9b0c4a5d1f0e7c1b",
    },
    steps: [
      { title: "Anna registers as a private customer", verdict: "pass", durationMilliseconds: 41 },
      { title: "she fills a cart for more than CHF 99", verdict: "pass", durationMilliseconds: 88 },
      { title: "she chooses a delivery slot", verdict: "pass", durationMilliseconds: 35 },
    ],
    cleanup: {
      verdict: "fail",
      message: "1 of 3 created objects is still there: GET /v1/carts/7f0d5a1e answered 200.",
    },
    measurements: { slowestStepMilliseconds: 88, createdObjects: 3 },
    replay: "tercet run home-delivery --environment demo --seed 1807",
  },
  {
    case: {
      id: "scenario/minor-wine",
      kind: "scenario",
      subject: "ordering",
      title: "A minor cannot buy wine",
      location: "dc2",
    },
    verdict: "inconclusive",
    message: "https://127.0.0.1:40127 does not answer (connection refused): start the service or mend the environment.",
    steps: [
      {
        title: "Ben, who is 15, registers",
        verdict: "inconclusive",
        durationMilliseconds: 12,
        message: "connection refused",
      },
    ],
  },
  {
    case: {
      id: "jobs/sql/stop-and-resume",
      kind: "job",
      subject: "sql",
      title: "A worker is stopped between check and action",
    },
    verdict: "fail",
    findings: [
      {
        guarantee: "single-effective-runner",
        check: "single-effective-runner/milestone-owned",
        operation: "milestone owned",
        verdict: "fail",
        message: "Only the holder of a reservation may have effects, but w1 acted with token 4 while w2 held token 5.",
        evidence: {
          story: [
            "w1 reserved the job with token 4",
            "w1 checked that it is still the owner",
            "the harness stopped w1",
            "w2 cleaned, and reserved the job with token 5",
            "the harness let w1 go on",
            "w1 sent the order a second time",
          ],
        },
        replay: "tercet jobs verify sql --database postgres --fault stop-and-resume --seed 1807",
      },
    ],
  },
];
