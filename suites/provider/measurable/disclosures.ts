import { randomBytes } from "node:crypto";
import type { CheckContext } from "../../kit/check.ts";
import type { MetricsObserver } from "./observer.ts";
import type { ReportOn } from "./report.ts";
import type { Scrape } from "./scrape.ts";

/** What a label must never hold, with a clause that says what it is. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{8,}\.[\w-]*\./, "holds a token"],
  [/\b(?:Bearer|Basic) [\w~+/.=-]{8,}/, "holds credentials"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, "holds an e-mail address"],
];

/** Whether no label holds a secret, or names `caller`, who asked before. */
export async function judgeLabels(
  observer: MetricsObserver,
  caller: string | undefined,
  report: ReportOn,
): Promise<void> {
  const disclosure = disclosureIn(await observer.look(), caller);
  const [scraped] = observer.latest();
  if (disclosure === undefined) report("labels", "pass", "No label tells of a person or a secret.");
  else report("labels", "fail", `Labels must tell of no person and no secret, and ${disclosure}.`, scraped?.exchange);
}

/** Asks as somebody whom nobody else knows, so that a label that names them has it from their token; undefined without keys. */
export async function callAsStranger(context: CheckContext): Promise<string | undefined> {
  const operation = context.contract.operations.find(({ method, security }) => method === "get" && security.length > 0);
  if (operation === undefined || context.target.tokens === undefined) return undefined;
  const sampled = context.state.sample(operation);
  if ("unreachable" in sampled || sampled.call.identity === undefined) return undefined;
  const subject = `stranger-${randomBytes(6).toString("hex")}`;
  const call = { ...sampled.call, identity: { ...sampled.call.identity, subject } };
  await context.send(await context.bind(call), operation);
  return subject;
}

/** The first label that tells of a person or a secret, as a clause without its value; `caller` is a subject that asked. */
function disclosureIn(scraped: Scrape, caller: string | undefined): string | undefined {
  for (const { families } of scraped) {
    for (const { samples } of families) {
      for (const { name, labels, exemplar } of samples) {
        for (const [label, value] of [...labels, ...(exemplar?.labels ?? [])]) {
          if (caller !== undefined && value.includes(caller)) return `the label ${label} of ${name} names the caller`;
          const found = forbidden.find(([pattern]) => pattern.test(value));
          if (found !== undefined) return `the label ${label} of ${name} ${found[1]}`;
        }
      }
    }
  }
  return undefined;
}
