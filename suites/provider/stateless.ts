import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext, Report } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { instancesOf } from "../kit/instance.ts";
import { redactExchange } from "../kit/redact.ts";
import { reportDisclosures } from "./answers/report-disclosures.ts";
import { attempt } from "./attempt.ts";
import { takesKey } from "./idempotent-messages/keyed.ts";
import { isOperatorRoute } from "./operator-route.ts";
import { changeElsewhere } from "./stateless/change-elsewhere.ts";
import { deleteElsewhere } from "./stateless/delete-elsewhere.ts";
import type { Difference, Flow } from "./stateless/flow.ts";
import { keyElsewhere } from "./stateless/key-elsewhere.ts";
import { NotExercised, type Pair, pairsOf } from "./stateless/place.ts";
import { readElsewhere } from "./stateless/read-elsewhere.ts";

const guarantee = "stateless";

/** As many pairs of instances are looked at for one operation: all of four instances. */
const maxPairs = 12;
/** Every pair of instances takes its turn so often, … */
const rounds = 2;
/** … unless the first round took so long: what a job must make first is not waited for again and again. */
const slowMilliseconds = 2000;
/** A difference counts when it shows twice within so many flows: what a job or a stranger does in between does not. */
const maxRepetitions = 3;

const flows = {
  "read-elsewhere": readElsewhere,
  "change-elsewhere": changeElsewhere,
  "delete-elsewhere": deleteElsewhere,
  "key-elsewhere": keyElsewhere,
} as const satisfies Readonly<Record<string, Flow>>;
type Way = keyof typeof flows;

const rules: Readonly<Record<Way, string>> = {
  "read-elsewhere": "must show at every instance at once what one of them wrote",
  "change-elsewhere": "must change at any instance what another one wrote, for all to see",
  "delete-elsewhere": "must delete at any instance what another one wrote, for all of them",
  "key-elsewhere": "must have one effect for one Idempotency-Key, whichever instance it comes to",
};

/** No instance keeps anything of its clients: the steps of one flow may each be taken at another one. */
export const stateless: Check = {
  guarantee,
  statement: "There is no session between client and service: any instance serves any request.",
  rationale:
    "What lives in the memory of one instance is lost with it, and binds its clients to it; then no instance can be added, replaced or lost without somebody noticing.",
  standard: {
    title: "RFC 9110 §3.3, Connections, Clients, and Servers: HTTP is a stateless protocol",
    url: "https://www.rfc-editor.org/rfc/rfc9110#section-3.3",
  },
  severity: "serious",
  appliesWhen: "several instances are given, by several URLs or by `--resolve`; cookies are looked for always",
  needs: ["a token source", "two instances"],
  maxSeconds: 180,
  mend: "Keep state in the database that all instances share, and nothing of it in the memory of a process: no session, no cache of what others may change, no table of idempotency keys; set no cookie.",
  safeInProduction: ["set-cookie"],
  ways: () => [...Object.keys(flows), "set-cookie"],
  inapplicable: () => undefined,
  async run(context) {
    const pairs = pairsOf(context, instancesOf(context.target));
    if (pairs.length === 0) skipForOneInstance(context);
    else await spread(context, pairs);
    for (const operation of context.operations) {
      if (context.selects("set-cookie", operation.id)) await judgeCookies(context, operation);
    }
  },
};

function skipForOneInstance({ contract, report }: CheckContext): void {
  const message =
    "one instance is given; give --url once for each, or --resolve for each behind one name, so that a flow can be spread over them";
  for (const way of Object.keys(flows)) {
    report({ check: `${guarantee}/${way}`, operation: contract.service, verdict: "skipped", message });
  }
}

async function spread(context: CheckContext, pairs: readonly Pair[]): Promise<void> {
  const judged = context.operations.filter((operation) => !isOperatorRoute(context.contract, operation));
  // Lists show what the others create, so they are looked at when nobody else is at work.
  const isAlone = ({ method, path }: Operation) => method === "get" && !path.includes("{");
  const judge = async (operation: Operation) => {
    for (const way of waysOf(operation)) {
      if (context.selects(way, operation.id)) await judgeWay(context, operation, way, pairs);
    }
  };
  await forEachConcurrently(
    judged.filter((operation) => !isAlone(operation)),
    4,
    judge,
  );
  await forEachConcurrently(judged.filter(isAlone), 1, judge);
}

function waysOf(operation: Operation): readonly Way[] {
  const { method, path } = operation;
  if (method === "get" || method === "head") return ["read-elsewhere"];
  if (method === "delete") return ["delete-elsewhere"];
  if (method === "options" || method === "trace") return [];
  const changes = path.includes("{") ? (["change-elsewhere"] as const) : [];
  return [...changes, ...(takesKey(operation) ? (["key-elsewhere"] as const) : [])];
}

async function judgeWay(context: CheckContext, operation: Operation, way: Way, pairs: readonly Pair[]): Promise<void> {
  const subject = { check: `${guarantee}/${way}`, operation: operation.id };
  await attempt(context, subject, async () => {
    const startedAt = performance.now();
    let taken = 0;
    let reason = "";
    const turns = turnsOf(shareOf(pairs, context.contract.operations.indexOf(operation)));
    for (const { pair, round } of turns) {
      if (round > 0 && performance.now() - startedAt > slowMilliseconds) break;
      try {
        const difference = await confirmed(() => flows[way](context, operation, pair, round));
        taken++;
        if (difference === undefined) continue;
        context.report(failureOf(operation, way, difference));
        return;
      } catch (error) {
        if (!(error instanceof NotExercised)) throw error;
        reason = error.message;
      }
    }
    const steps = `${taken} flow${taken === 1 ? "" : "s"} over ${new Set(turns.map(({ pair }) => pair)).size} pairs of instances`;
    context.report(
      taken === 0
        ? { ...subject, verdict: "skipped", message: `not exercised: ${reason}` }
        : { ...subject, verdict: "pass", message: `${operation.id} was answered alike in ${steps}.` },
    );
  });
}

/** All pairs; where there are very many, a share of them, in turn, so that the operations together cover all. */
function shareOf(pairs: readonly Pair[], index: number): readonly Pair[] {
  const first = (Math.max(0, index) * maxPairs) % pairs.length;
  return [...pairs.slice(first), ...pairs.slice(0, first)].slice(0, maxPairs);
}

function turnsOf(pairs: readonly Pair[]): readonly { readonly pair: Pair; readonly round: number }[] {
  return Array.from({ length: rounds }, (_, round) => pairs.map((pair) => ({ pair, round }))).flat();
}

/** What differs in one flow, and again in another one like it. */
async function confirmed(take: () => Promise<Difference | undefined>): Promise<Difference | undefined> {
  if ((await take()) === undefined) return undefined;
  for (let count = 0; count < maxRepetitions; count++) {
    const again = await take();
    if (again !== undefined) return again;
  }
  return undefined;
}

function failureOf({ id }: Operation, way: Way, { message, exchange }: Difference): Report {
  return {
    check: `${guarantee}/${way}`,
    operation: id,
    verdict: "fail",
    message: `${id} ${rules[way]} (RFC 9110 §3.3), and ${message}.`,
    evidence: redactExchange(exchange),
  };
}

/** One good call, so that an answer was seen in which a cookie could stand; all others of the run count as well. */
async function judgeCookies(context: CheckContext, operation: Operation): Promise<void> {
  const isSeen = context.answers.entries().some((entry) => entry.operation === operation.id);
  if (!isSeen) {
    await attempt(context, { check: `${guarantee}/set-cookie`, operation: operation.id }, async () => {
      const prepared = await context.state.prepare(operation);
      if (!("unreachable" in prepared)) await context.send(await context.bind(prepared.call), operation);
    });
  }
  const rule = "bind no client to an instance by a cookie (RFC 6265 §3)";
  reportDisclosures(context, operation, guarantee, ["set-cookie"], rule);
}
