import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import type { Exchange } from "../kit/exchange.ts";
import { redactExchange } from "../kit/redact.ts";
import { reportDisclosures } from "./answers/report-disclosures.ts";
import { attempt, attemptOperations } from "./attempt.ts";
import { disclosuresIn, disclosureWays } from "./data-only/disclosures.ts";
import { provocations, unknownPaths } from "./data-only/provocations.ts";

const guarantee = "data-only";

/** What the findings on paths that the contract does not have speak of. */
const unknownPath = "unknown path";

/** No answer tells what the service is made of: of this check's provocations, and of everything that other checks sent. */
export const dataOnly: Check = {
  guarantee,
  statement: "Applications expose only data.",
  rationale:
    "A stack trace, a version, an address of the inside or a piece of SQL is of no use to a client, and the first page of an attacker's notes.",
  standard: {
    title: "OWASP API8:2023 Security Misconfiguration; RFC 9110 §10.2.4, Server",
    url: "https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/",
  },
  severity: "serious",
  appliesWhen: "always",
  needs: ["a token source"],
  maxSeconds: 60,
  mend: "Answer every error with a problem document (RFC 9457) that you wrote, log the cause under the trace id instead, and switch off the banners of the framework and the proxy.",
  safeInProduction: false,
  ways: () => disclosureWays,
  subjects: () => [unknownPath],
  inapplicable: () => undefined,
  async run(context) {
    await attemptOperations(context, { check: `${guarantee}/stack-trace`, concurrency: 4 }, (operation) =>
      provoke(context, operation),
    );
    for (const operation of context.operations) {
      reportDisclosures(context, operation, guarantee, disclosureWays, "expose only data (OWASP API8:2023)");
    }
    if (disclosureWays.some((way) => context.selects(way, unknownPath))) {
      const subject = { check: `${guarantee}/html`, operation: unknownPath };
      await attempt(context, subject, () => judgeUnknownPaths(context));
    }
  },
};

/** What comes back is judged by the ledger of answers, as everything is that other checks see. */
async function provoke(context: CheckContext, operation: Operation): Promise<void> {
  const subject = { check: `${guarantee}/stack-trace`, operation: operation.id };
  const sampled = context.state.sample(operation);
  const prepared = await context.state.prepare(operation);
  const reached = "unreachable" in prepared ? sampled : prepared;
  if ("unreachable" in reached) return;
  for (const request of await provocations(context, reached)) {
    await attempt(context, subject, async () => void (await context.send(request, operation)));
  }
  if (reached === prepared) {
    await attempt(context, subject, async () => {
      await context.send(await context.bind(prepared.call), operation);
    });
  }
}

async function judgeUnknownPaths(context: CheckContext): Promise<void> {
  const exchanges: Exchange[] = [];
  for (const path of unknownPaths) {
    const request = { method: "GET", url: `${context.target.urls[0]}${path}`, headers: { accept: "application/json" } };
    exchanges.push(await context.send(request, undefined));
  }
  for (const way of disclosureWays) {
    const subject = { check: `${guarantee}/${way}`, operation: unknownPath };
    const [found] = exchanges.flatMap((exchange) =>
      disclosuresIn(exchange)
        .filter((one) => one.way === way)
        .map(({ message }) => ({ exchange, message })),
    );
    if (found === undefined) {
      const message = `None of the answers to ${exchanges.length} paths that the contract does not have discloses anything of this kind.`;
      context.report({ ...subject, verdict: "pass", message });
    } else {
      const { pathname } = new URL(found.exchange.request.url);
      const message = `Only data may be exposed (OWASP API8:2023), and in the answer ${found.exchange.response.status} to ${pathname}, which the contract does not have, ${found.message}.`;
      context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(found.exchange) });
    }
  }
}
