import { isJson, type Operation } from "../../contracts/index.ts";
import type { Check, CheckContext, Prepared, PreparedCall, Report } from "../kit/check.ts";
import type { Exchange, HttpRequest } from "../kit/exchange.ts";
import { redactExchange } from "../kit/redact.ts";
import { attempt, attemptOperations } from "./attempt.ts";

const guarantee = "json-only";

/** What the findings on a path that the contract does not have speak of. */
const unknownPath = "unknown path";

/** Media types that a JSON service must not take (415), and a body of each. */
const otherBodies: Readonly<Record<string, string>> = {
  "text/plain": "tercet",
  "text/html": "<p>tercet</p>",
  "application/xml": "<tercet/>",
  "application/x-www-form-urlencoded": "tercet=1",
  "multipart/form-data; boundary=tercet":
    '--tercet\r\nContent-Disposition: form-data; name="tercet"\r\n\r\n1\r\n--tercet--\r\n',
};

/** What a client may say that takes JSON, in one way or another. */
const acceptable: readonly (string | undefined)[] = [undefined, "*/*", "text/html, */*;q=0.1"];
const unacceptable = ["text/html", "application/xml", "image/png"];

/** What a request must be answered with. */
interface Expectation {
  readonly way: string;
  readonly rule: string;
  /** What the answer's status must be, or must not be, where that is part of the rule. */
  readonly status?: number;
  readonly notStatus?: number;
  readonly requests: readonly { readonly label: string; readonly request: HttpRequest }[];
}

/** Whatever is asked for and however it ends, the answer is JSON. */
export const jsonOnly: Check = {
  guarantee,
  statement: "Applications speak only JSON.",
  rationale:
    "An HTML error page from a framework or a proxy is what a client meets on its worst day; it can read JSON, and nothing else.",
  standard: { title: "RFC 8259, JSON; RFC 6839 §3.1, the suffix +json", url: "https://www.rfc-editor.org/rfc/rfc8259" },
  severity: "moderate",
  appliesWhen: "always",
  needs: ["a token source"],
  maxSeconds: 60,
  mend: "Answer everything, errors of the framework and unknown paths included, as application/json or application/problem+json; refuse other request bodies with 415 and what cannot be given with 406.",
  safeInProduction: true,
  ways: () => [
    "success",
    "any-accept",
    "not-acceptable",
    "unsupported-media-type",
    "unauthenticated",
    "unknown-path",
    "unknown-method",
  ],
  subjects: () => [unknownPath],
  inapplicable: () => undefined,
  async run(context) {
    await attemptOperations(context, { check: `${guarantee}/success`, concurrency: 4 }, (operation) =>
      judgeOperation(context, operation),
    );
    if (context.selects("unknown-path", unknownPath)) {
      const subject = { check: `${guarantee}/unknown-path`, operation: unknownPath };
      await attempt(context, subject, () => judgeUnknownPath(context));
    }
  },
};

async function judgeOperation(context: CheckContext, operation: Operation): Promise<void> {
  const prepared = await context.state.prepare(operation);
  const reached = "unreachable" in prepared ? context.state.sample(operation) : prepared;
  if ("unreachable" in reached || isMetrics(context, operation)) {
    const message =
      "unreachable" in reached ? reached.unreachable : "the contract excepts the metrics route (x-tercet.metrics)";
    context.report({ check: `${guarantee}/success`, operation: operation.id, verdict: "skipped", message });
    return;
  }
  const doubtful: Report[] = [];
  let isAccepted: boolean | undefined;
  for (const expectation of await expectations(context, operation, reached)) {
    const subject = { check: `${guarantee}/${expectation.way}`, operation: operation.id };
    if (!context.selects(expectation.way, operation.id)) continue;
    if (expectation.way === "success" && "unreachable" in prepared) {
      context.report({ ...subject, verdict: "skipped", message: `not exercised: ${prepared.unreachable}` });
      continue;
    }
    await attempt(context, subject, async () => {
      const { report, isDoubtful } = await judge(context, operation, subject, expectation);
      if (expectation.way === "success") isAccepted = report.verdict !== "inconclusive";
      if (isDoubtful) doubtful.push(report);
      else context.report(report);
    });
  }
  for (const report of doubtful) {
    await attempt(context, report, async () => {
      isAccepted ??= await accepts(context, prepared);
      context.report(isAccepted ? report : { ...report, verdict: "inconclusive", message: doubted(report, prepared) });
    });
  }
}

/** Whether the call as it is declared is accepted, where that was not seen yet. */
async function accepts(context: CheckContext, prepared: Prepared): Promise<boolean> {
  if ("unreachable" in prepared) return false;
  const { call } = prepared;
  return (await context.send(await context.bind(call), call.operation)).response.status < 400;
}

function doubted({ message }: Report, prepared: Prepared): string {
  const reason = "unreachable" in prepared ? prepared.unreachable : "as declared it is refused too";
  return `${message.replace(/\.$/, "")}; that may be for another reason, since no call was accepted: ${reason}.`;
}

/** The refusals first: the call that succeeds may use the object up. */
async function expectations(
  context: CheckContext,
  operation: Operation,
  { call }: PreparedCall,
): Promise<readonly Expectation[]> {
  const request = await context.bind(call);
  const { authorization: _token, ...withoutToken } = request.headers;
  const accepting = (accept: string | undefined): HttpRequest => {
    const { accept: _accept, ...others } = request.headers;
    return { ...request, headers: accept === undefined ? others : { ...others, accept } };
  };
  const other = unusedMethod(context, operation);
  const refusals: Expectation[] = [
    ...(hasContent(operation)
      ? [
          {
            way: "not-acceptable",
            rule: "RFC 9110 §15.5.7",
            status: 406,
            requests: unacceptable.map((accept) => ({ label: `Accept: ${accept}`, request: accepting(accept) })),
          },
        ]
      : []),
    ...(call.body === undefined
      ? []
      : [
          {
            way: "unsupported-media-type",
            rule: "RFC 9110 §15.5.16",
            status: 415,
            requests: Object.entries(otherBodies).map(([mediaType, body]) => ({
              label: `Content-Type: ${mediaType.split(";")[0]}`,
              request: { ...request, headers: { ...request.headers, "content-type": mediaType }, body },
            })),
          },
        ]),
    ...(operation.security.length === 0
      ? []
      : [
          {
            way: "unauthenticated",
            rule: "RFC 8259, RFC 9457",
            requests: [{ label: "no token", request: { ...request, headers: withoutToken } }],
          },
        ]),
    ...(other === undefined
      ? []
      : [
          {
            way: "unknown-method",
            rule: "RFC 8259, RFC 9457",
            requests: [{ label: other, request: { ...request, method: other } }],
          },
        ]),
  ];
  const successes: Expectation[] = [
    { way: "success", rule: "RFC 8259", requests: [{ label: "as declared", request: await context.bind(call) }] },
    {
      way: "any-accept",
      rule: "RFC 9110 §12.5.1",
      notStatus: 406,
      requests: acceptable.map((accept) => ({
        label: accept === undefined ? "no Accept" : `Accept: ${accept}`,
        request: accepting(accept),
      })),
    },
  ];
  return [...refusals, ...successes];
}

/** What is to be reported of one expectation; doubtful where a refusal may have another reason than what was asked. */
async function judge(
  context: CheckContext,
  operation: Operation,
  subject: { readonly check: string; readonly operation: string },
  { way, rule, status, notStatus, requests }: Expectation,
): Promise<{ readonly report: Report; readonly isDoubtful: boolean }> {
  // An undeclared method is no exchange of this operation.
  const asked = way === "unknown-method" ? undefined : operation;
  const types = new Set<string>();
  for (const { label, request } of requests) {
    const exchange = await context.send(request, asked);
    const evidence = redactExchange(exchange);
    const fault = statusFault(exchange, status, notStatus) ?? mediaTypeFault(exchange);
    if (fault !== undefined) {
      const message = `${operation.id} (${label}) ${fault} (${rule}).`;
      const isError = exchange.response.status >= 400;
      const isDoubtful = status !== undefined && mediaTypeFault(exchange) === undefined && isError;
      return { report: { ...subject, verdict: "fail", message, evidence }, isDoubtful };
    }
    if (way === "success" && exchange.response.status >= 400) {
      const message = `${operation.id} should have accepted this call, and answered ${exchange.response.status}; so no success was seen.`;
      return { report: { ...subject, verdict: "inconclusive", message, evidence }, isDoubtful: false };
    }
    types.add(`${exchange.response.status} ${exchange.response.headers["content-type"] ?? "without content"}`);
  }
  const message = `${operation.id} answers: ${[...types].join("; ")}.`;
  return { report: { ...subject, verdict: "pass", message }, isDoubtful: false };
}

async function judgeUnknownPath(context: CheckContext): Promise<void> {
  const subject = { check: `${guarantee}/unknown-path`, operation: unknownPath };
  const secured =
    context.contract.operations.find(({ security }) => security.length > 0) ?? context.contract.operations[0];
  const sampled = secured === undefined ? undefined : context.state.sample(secured);
  if (sampled === undefined || "unreachable" in sampled) {
    context.report({ ...subject, verdict: "skipped", message: "no request could be made after which to form one" });
    return;
  }
  const bound = await context.bind(sampled.call);
  const base = context.target.urls.find((url) => bound.url.startsWith(url));
  for (const path of ["/tercet-unknown-path", "/v1/tercet-unknown-path", "/index.html"]) {
    for (const method of ["GET", "POST"]) {
      const { "content-type": _type, ...headers } = bound.headers;
      const exchange = await context.send({ method, url: `${base}${path}`, headers }, undefined);
      const found = exchange.response.status < 400 ? "was answered as if it existed" : undefined;
      const fault = found ?? mediaTypeFault(exchange);
      if (fault !== undefined) {
        const message = `${method} ${path}, which the contract does not have, ${fault} (RFC 8259, RFC 9457).`;
        context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(exchange) });
        return;
      }
    }
  }
  const message = "Paths that the contract does not have are refused in JSON.";
  context.report({ ...subject, verdict: "pass", message });
}

function statusFault(
  { response }: Exchange,
  status: number | undefined,
  notStatus: number | undefined,
): string | undefined {
  if (response.status === notStatus) return `accepts JSON, and was answered with ${notStatus}`;
  if (status === undefined || response.status === status) return undefined;
  return `must be answered with ${status}, and was answered with ${response.status}`;
}

function mediaTypeFault({ response }: Exchange): string | undefined {
  const type = response.headers["content-type"];
  if (type === undefined && response.body === "") return undefined;
  if (typeof type === "string" && isJson(type)) return undefined;
  return `must be answered in JSON, and the ${response.status} has ${type === undefined ? "no media type" : `the media type ${type}`}`;
}

function isMetrics({ contract }: CheckContext, operation: Operation): boolean {
  const { metrics } = contract.extension;
  return metrics !== undefined && operation.path.endsWith(metrics);
}

/** Whether a success of the operation has content that could be of the wrong type. */
function hasContent({ responses }: Operation): boolean {
  return [...responses].some(([status, { content }]) => /^(2|default)/.test(status) && content.size > 0);
}

/** A method that the contract does not declare for the path; one that changes nothing if it exists all the same. */
function unusedMethod({ contract }: CheckContext, { path }: Operation): string | undefined {
  const used = contract.operations.filter((operation) => operation.path === path).map(({ method }) => method);
  return ["PATCH", "PUT", "POST", "DELETE"].find((method) => !used.some((one) => one.toUpperCase() === method));
}
