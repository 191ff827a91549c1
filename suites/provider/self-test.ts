import type { Check, Report } from "../kit/check.ts";
import { attempt } from "./attempt.ts";
import { judgeAuthentication } from "./self-test/authentication.ts";
import { cuts, judgeCut } from "./self-test/cut.ts";
import { formWays } from "./self-test/form.ts";
import { judgeBound, judgeRepetition } from "./self-test/repetition.ts";
import { type Judged, reportOn, runSelfTest, type SelfTestRoute } from "./self-test/route.ts";
import { judgeTrack } from "./self-test/track.ts";

const guarantee = "self-test";

/** Ways that need nothing but the route, in the order in which they are tried. */
const plainWays: Readonly<Record<string, (route: SelfTestRoute) => Promise<Judged>>> = {
  authenticated: judgeAuthentication,
  bounded: judgeBound,
  repeated: (route) => judgeRepetition(route, false),
  concurrent: (route) => judgeRepetition(route, true),
  "leaves-no-track": judgeTrack,
};

/** A route of its own runs the service's business test, and says truly whether it can do its work. */
export const selfTest: Check = {
  guarantee,
  statement: "A dedicated HTTP route runs the service's own business test.",
  rationale:
    "A service that listens may still be unable to do what it is for; only its own test knows, and whoever routes traffic or wakes people relies on what it says.",
  standard: {
    title: "draft-inadarei-api-health-check-06, Health Check Response Format for HTTP APIs",
    url: "https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06",
  },
  severity: "serious",
  appliesWhen: "an operation is marked as a self-test (`x-tercet.selfTest`)",
  needs: ["a token source", "a stand-in for a dependency"],
  maxSeconds: 120,
  mend: "Run a business transaction that is rolled back, and one harmless question to each dependency with a deadline; answer application/health+json, 200 where all is well and 503 where not, to who shows a token.",
  safeInProduction: ["authenticated", "bounded", "repeated", ...Object.keys(formWays)],
  ways: () => [...Object.keys(plainWays), ...Object.keys(formWays), ...Object.keys(cuts)],
  inapplicable: ({ operations }) =>
    operations.some(({ extension }) => extension.selfTest)
      ? undefined
      : "no operation is marked as a self-test (x-tercet.selfTest)",
  async run(context) {
    for (const operation of context.operations.filter(({ extension }) => extension.selfTest)) {
      const subject = { check: `${guarantee}/bounded`, operation: operation.id };
      await attempt(context, subject, async () => {
        const prepared = await context.state.prepare(operation);
        if ("unreachable" in prepared) {
          context.report({ ...subject, verdict: "skipped", message: `not exercised: ${prepared.unreachable}` });
        } else await judgeRoute({ context, operation, call: prepared.call });
      });
    }
  },
};

async function judgeRoute(route: SelfTestRoute): Promise<void> {
  const { context, operation } = route;
  const judge = async (way: string, how: () => Promise<Judged>) => {
    if (!context.selects(way, operation.id)) return;
    await attempt(context, { check: `${guarantee}/${way}`, operation: operation.id }, async () =>
      reportOn(route, way, await how()),
    );
  };
  for (const [way, how] of Object.entries(plainWays)) await judge(way, () => how(route));
  for (const [way, how] of Object.entries(formWays)) await judge(way, async () => how(route, await runSelfTest(route)));
  for (const way of Object.keys(cuts)) await judge(way, () => judgeCuts(route, way));
}

/** One verdict for all dependencies: the first that is not a pass. */
async function judgeCuts(route: SelfTestRoute, way: string): Promise<Judged> {
  const passed: string[] = [];
  const declared = route.context.contract.extension.dependencies.map(({ service }) => service);
  const skipped = declared.filter((service) => !route.context.target.dependencies?.has(service));
  for (const standIn of route.context.target.dependencies?.values() ?? []) {
    const judged = await judgeCut(route, way, standIn);
    if (judged.verdict !== "pass") return judged;
    passed.push(judged.message);
  }
  const verdict: Report["verdict"] = passed.length === 0 ? "skipped" : "pass";
  const notCut =
    skipped.length > 0
      ? [`not exercised: the harness does not stand in for ${skipped.join(", ")}`]
      : declared.length === 0
        ? ["the contract declares no dependency (x-tercet.dependencies)"]
        : [];
  return { verdict, message: [...passed, ...notCut].join(" ") };
}
