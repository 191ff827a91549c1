import { randomInt } from "node:crypto";
import type { TestInfo, TestType } from "@playwright/test";
import type { CaseResult } from "../../contracts/index.ts";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { scenarioTargets } from "../engine/scenario-targets.ts";
import { runScenario } from "../engine/scenarios.ts";
import { discoverScenarios, type LoadedScenario } from "../engine/scenarios-discover.ts";
import { readVersion } from "../version.ts";
import { readSession } from "./session.ts";

/** Longer than any clean-up takes; the scenario itself is bounded by its own timeout. */
const cleanupMilliseconds = 60_000;

/** Declares a Playwright test for every scenario of the configuration, to be awaited at the top of a spec file. */
export async function scenarioTests(): Promise<void> {
  const { test } = await import("@playwright/test");
  const config = await loadConfig(process.cwd());
  for (const loaded of await discoverScenarios(config.scenarios)) {
    const { scenario, contentHash } = loaded;
    const annotation = [
      { type: "scenario", description: scenario.id },
      { type: "content hash", description: contentHash },
    ];
    test(scenario.title, { tag: `@${scenario.capability}`, annotation }, async () => {
      test.setTimeout(scenario.timeoutSeconds * 1000 + cleanupMilliseconds);
      const result = await run(loaded, config, test);
      test.skip(result.verdict === "skipped", result.message);
      await report(result, test.info());
    });
  }
}

async function run(
  loaded: LoadedScenario,
  config: Config,
  test: Pick<TestType<object, object>, "step">,
): Promise<CaseResult> {
  const environment = await readSession();
  return runScenario(loaded, await scenarioTargets(config, environment), {
    environment: environment.name,
    production: environment.production,
    state: config.state,
    seed: randomInt(0, 0x7fffffff),
    version: readVersion(),
    signal: new AbortController().signal,
    wrapStep: (title, body) => test.step(title, body),
  });
}

/** Both verdicts count: what was left behind fails a test whose scenario passed, and neither hides the other. */
async function report({ verdict, message, cleanup, findings, replay }: CaseResult, info: TestInfo): Promise<void> {
  if (cleanup !== undefined) {
    info.annotations.push({ type: `clean-up: ${cleanup.verdict}`, description: cleanup.message });
  }
  for (const finding of findings) {
    const body = JSON.stringify(finding, undefined, 2);
    await info.attach(finding.check, { body, contentType: "application/json" });
  }
  const reasons = [
    ...(verdict === "pass" ? [] : [`${verdict}: ${message}`]),
    ...(cleanup === undefined || cleanup.verdict === "pass" ? [] : [`clean-up ${cleanup.verdict}: ${cleanup.message}`]),
  ];
  if (reasons.length > 0) throw new Error([...reasons, `Again by: ${replay}`].join("\n"));
}
