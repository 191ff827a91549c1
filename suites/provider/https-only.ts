import { isIP } from "node:net";
import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext, Report } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { type Instance, instanceName, instancesOf } from "../kit/instance.ts";
import { redactExchange } from "../kit/redact.ts";
import { attempt } from "./attempt.ts";
import type { answerWays } from "./https-only/astray.ts";
import { showCertificate } from "./https-only/certificate.ts";
import { judgeCertificate } from "./https-only/judge-certificate.ts";
import { oldVersionFault, weakSuiteFault } from "./https-only/judge-offers.ts";
import { judgePlain } from "./https-only/judge-plain.ts";
import { hostOf } from "./https-only/offer.ts";

const guarantee = "https-only";

/** What is judged of each instance, and by which rule. */
const rules = {
  "plain-http": "refuse plain HTTP or close (RFC 9325 §3.2)",
  redirect: "not lead a request with a token from plain HTTP to HTTPS, nor back (RFC 9325 §3.2, RFC 6797 §7.2)",
  "old-tls": "refuse TLS below 1.2 (RFC 9325 §3.1.1)",
  "weak-cipher": "refuse cipher suites of less than 128 bits, without encryption or authentication (RFC 9325 §4.1)",
  "certificate-name": "show a certificate for its name (RFC 9110 §4.3.4)",
  "certificate-dates": "show a certificate that is valid today (RFC 5280 §4.1.2.5)",
  "certificate-chain": "send what leads from its certificate to a trusted authority (RFC 8446 §4.4.2)",
  "certificate-strength": "have keys and signatures that cannot be forged (RFC 9325 §4.5)",
  hsts: "tell its clients to use HTTPS alone, by one valid Strict-Transport-Security (RFC 6797 §7.1)",
} as const;
type Way = keyof typeof rules;
/** What is looked at in a connection of its own; the policy stands in the answers. */
const connectionWays = Object.keys(rules).filter((way) => way !== "hsts");

/** The service is reached over HTTPS alone, by versions, suites and certificates that still protect. */
export const httpsOnly: Check = {
  guarantee,
  statement: "HTTPS only.",
  rationale:
    "A token that is sent in the clear once is everybody's; and what is not enforced by the server is forgotten by one of its clients.",
  standard: {
    title: "RFC 9325, Recommendations for Secure Use of TLS; RFC 6797, HTTP Strict Transport Security",
    url: "https://www.rfc-editor.org/rfc/rfc9325",
  },
  severity: "critical",
  appliesWhen: "a URL is not one of plain HTTP on this machine",
  needs: ["HTTPS"],
  maxSeconds: 60,
  mend: "Listen with TLS 1.2 and 1.3 only, on no plain port, with the suites that the library prefers; send the whole chain of a certificate for the name that clients use, and Strict-Transport-Security with every answer.",
  safeInProduction: true,
  judgesConnections: true,
  ways: () => Object.keys(rules),
  subjects: (_contract, target) => instancesOf(target).map(subjectOf),
  inapplicable: (_contract, target) =>
    instancesOf(target).every((instance) => isPlain(instance) && isLoopback(instance))
      ? "it is reached over plain HTTP on this machine, as in development; give its https: URL to verify how others reach it"
      : undefined,
  async run(context) {
    const instances = instancesOf(context.target);
    const selected = instances.filter((instance) =>
      connectionWays.some((way) => context.selects(way, subjectOf(instance))),
    );
    await forEachConcurrently(selected, 4, async (instance) => {
      if (isPlain(instance)) reportPlain(context, instance);
      else await judgeInstance(context, instance);
    });
    if (instances.every(isPlain)) return;
    for (const operation of context.operations) await judgeAnswers(context, operation);
  },
};

/** How a finding names an instance: its origin, and its address where that was given. */
function subjectOf(instance: Instance): string {
  return instanceName({ ...instance, url: new URL(instance.url).origin });
}

function isPlain({ url }: Instance): boolean {
  return new URL(url).protocol === "http:";
}

/** RFC 6761 §6.3, RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3. */
function isLoopback({ url, address }: Instance): boolean {
  const host = address ?? hostOf(url);
  return isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : host === "::1" || host.startsWith("127.");
}

function reportPlain(context: CheckContext, instance: Instance): void {
  const subject = subjectOf(instance);
  if (isLoopback(instance)) {
    const message = "it is reached over plain HTTP on this machine, as in development";
    context.report({ check: `${guarantee}/plain-http`, operation: subject, verdict: "skipped", message });
    return;
  }
  const message = `${subject} must ${rules["plain-http"]}, and it is given as the address of the service.`;
  context.report({ check: `${guarantee}/plain-http`, operation: subject, verdict: "fail", message });
}

async function judgeInstance(context: CheckContext, instance: Instance): Promise<void> {
  const { certificateAuthority } = context.target;
  const shown = await showCertificate(instance, certificateAuthority);
  for (const { way, verdict, clause } of judgeCertificate(shown, certificateAuthority !== undefined, new Date())) {
    context.report(reportOf(instance, way, verdict, clause));
  }
  const selects = (way: Way) => context.selects(way, subjectOf(instance));
  const judged = async (way: Way, fault: Promise<string | undefined>, praise: string) => {
    const clause = await fault;
    context.report(reportOf(instance, way, clause === undefined ? "pass" : "fail", clause ?? praise));
  };
  if (selects("old-tls")) await judged("old-tls", oldVersionFault(instance), "it refuses SSL 3.0, TLS 1.0 and TLS 1.1");
  if (selects("weak-cipher")) await judged("weak-cipher", weakSuiteFault(instance), "it refuses every weak suite");
  if (!selects("plain-http") && !selects("redirect")) return;
  const plain = judgePlain(context, instance);
  await judged(
    "plain-http",
    plain.then(({ served }) => served),
    "it serves nothing over plain HTTP",
  );
  await judged(
    "redirect",
    plain.then(({ redirected }) => redirected),
    "it redirects no request with a token",
  );
}

function reportOf(instance: Instance, way: Way, verdict: Report["verdict"], clause: string): Report {
  const subject = subjectOf(instance);
  return {
    check: `${guarantee}/${way}`,
    operation: subject,
    verdict,
    message: verdict === "pass" ? `${subject}: ${clause}.` : `${subject} must ${rules[way]}: ${clause}.`,
  };
}

/** What was seen of an operation in any check of the run, and one good call where nothing was. */
async function judgeAnswers(context: CheckContext, operation: Operation): Promise<void> {
  const seen = () =>
    context.answers.entries().filter((one) => one.operation === operation.id && /^2/.test(one.declared ?? ""));
  if (seen().length === 0) {
    await attempt(context, { check: `${guarantee}/hsts`, operation: operation.id }, async () => {
      const prepared = await context.state.prepare(operation);
      if (!("unreachable" in prepared)) await context.send(await context.bind(prepared.call), operation);
    });
  }
  const astray = context.answers.disclosures(guarantee).filter((one) => one.operation === operation.id);
  for (const way of ["hsts", "redirect"] satisfies readonly (typeof answerWays)[number][]) {
    const subject = { check: `${guarantee}/${way}`, operation: operation.id };
    const fault = astray.find((one) => one.way === way);
    if (fault !== undefined) {
      const message = `${operation.id} must ${rules[way]}, and in its answer ${fault.exchange.response.status} ${fault.message}.`;
      const via = fault.via === guarantee ? {} : { via: fault.via };
      context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(fault.exchange), ...via });
    } else if (way === "hsts") {
      const message = "not exercised: it was not answered with success in this run";
      context.report(
        seen().length === 0
          ? { ...subject, verdict: "skipped", message }
          : { ...subject, verdict: "pass", message: `${operation.id} answers with a valid Strict-Transport-Security.` },
      );
    }
  }
}
