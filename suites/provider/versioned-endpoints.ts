import type { Contract } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import type { Target } from "../kit/target.ts";
import { attempt } from "./attempt.ts";
import { isOperatorRoute } from "./operator-route.ts";
import { judgePath } from "./versioned-endpoints/judge-path.ts";
import { judgeRelease, releaseName } from "./versioned-endpoints/judge-release.ts";
import { judgeUnversioned } from "./versioned-endpoints/judge-unversioned.ts";

const guarantee = "versioned-endpoints";

/** So many released major versions answer at the same time. */
const sideBySide = 2;

/** A call says which version it means, and the one before the newest still answers. */
export const versionedEndpoints: Check = {
  guarantee,
  statement: "Versions in HTTP endpoints allow smooth upgrades.",
  rationale:
    "Consumers and providers are never released at the same moment; where the new version answers beside the old one, none of them must wait.",
  standard: {
    title: "Semantic Versioning 2.0.0 §8; RFC 3986 §3.3, Path",
    url: "https://semver.org/#spec-item-8",
  },
  severity: "serious",
  appliesWhen: "an operation is for consumers: neither metrics, health, self-test nor a well-known URI",
  needs: ["a token source"],
  maxSeconds: 60,
  mend: "Begin every path with the contract's major version (/v1), serve it under no other path, and keep the last but one major version until its consumers have left it.",
  safeInProduction: ["path-version", "side-by-side"],
  ways: () => ["path-version", "unversioned-path", "side-by-side"],
  subjects: (_contract, target) => lastReleases(target).map(releaseName),
  inapplicable: (contract) =>
    contract.operations.every((operation) => isOperatorRoute(contract, operation))
      ? "every operation is for operators: metrics, health, self-test or a well-known URI"
      : undefined,
  async run(context) {
    judgePaths(context);
    await judgeServed(context);
    await judgeReleases(context);
  },
};

function lastReleases({ releases = [] }: Target): readonly Contract[] {
  return releases.slice(0, sideBySide);
}

function judgePaths({ contract, operations, target, report }: CheckContext): void {
  const prefix = new URL(target.urls[0] ?? "http://localhost").pathname.replace(/\/+$/, "");
  for (const operation of operations) {
    const subject = { check: `${guarantee}/path-version`, operation: operation.id };
    const message =
      "it is for operators, who are not bound to a version: metrics, health, self-test or a well-known URI";
    report(
      isOperatorRoute(contract, operation)
        ? { ...subject, verdict: "skipped", message }
        : { ...subject, ...judgePath(contract, operation, prefix) },
    );
  }
}

async function judgeServed(context: CheckContext): Promise<void> {
  const served = context.operations.filter(
    (operation) => !isOperatorRoute(context.contract, operation) && context.selects("unversioned-path", operation.id),
  );
  await forEachConcurrently(served, 4, async (operation) => {
    const subject = { check: `${guarantee}/unversioned-path`, operation: operation.id };
    await attempt(context, subject, async () => context.report(await judgeUnversioned(context, operation, subject)));
  });
}

async function judgeReleases(context: CheckContext): Promise<void> {
  const releases = lastReleases(context.target);
  const check = `${guarantee}/side-by-side`;
  if (releases.length < sideBySide) {
    const message =
      releases.length === 0
        ? "the contract lies in no catalog that has released versions of it (<service>/<version>/openapi.json, released.json)"
        : `one major version is released (${releases.map(releaseName).join()}); there is none to answer beside it`;
    context.report({ check, operation: context.contract.service, verdict: "skipped", message });
    return;
  }
  for (const release of releases) {
    const subject = { check, operation: releaseName(release) };
    if (!context.selects("side-by-side", subject.operation)) continue;
    await attempt(context, subject, async () => context.report(await judgeRelease(context, release, subject)));
  }
}
