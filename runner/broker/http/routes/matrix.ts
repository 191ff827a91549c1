import {
  explainGate,
  type GateAnswer,
  type JudgedIntegration,
  type Occupant,
  type ServiceVersion,
  versionName,
} from "../../../../contracts/index.ts";
import { askGate, judge } from "../../ask/ask.ts";
import { type Catalogue, loadCatalogue, type PublishedVersion } from "../../ask/catalogue.ts";
import { type MatrixQuery, readMatrixQuery, type VersionSelector } from "../matrix-query.ts";
import { Problem } from "../problem.ts";
import { matrixRow } from "../resources/matrix-row.ts";
import type { Call, Reply, Route } from "../route.ts";

/** The gate, as the Pact Broker's matrix and its `can-i-deploy`. */
export const matrixRoutes: readonly Route[] = [
  { method: "GET", path: "/can-i-deploy", role: "read", handle: answerMatrix },
  { method: "GET", path: "/matrix", role: "read", handle: answerMatrix },
];

async function answerMatrix(call: Call): Promise<Reply> {
  const query = readMatrixQuery(call.query);
  const catalogue = await loadCatalogue(call.store);
  const subjects = query.selectors.map((selector) => versionOf(selector, catalogue));
  const answers: GateAnswer[] = [];
  for (const subject of subjects) answers.push(await answerFor(call, query, subject, subjects, catalogue));
  const counts = (one: { readonly consumer: ServiceVersion; readonly provider: ServiceVersion }) =>
    !query.ignored.has(one.consumer.service) && !query.ignored.has(one.provider.service);
  const all = rowsOf(answers);
  const rows = all.filter(counts);
  const unmet = answers.flatMap((answer) => answer.unmet).filter(({ provider }) => !query.ignored.has(provider));
  const acceptance = answers.flatMap((answer) => answer.acceptance).filter(({ verdict }) => verdict !== "pass");
  const against = [
    ...rows.filter(({ verdict }) => verdict === "broken"),
    ...unmet.filter(({ verdict }) => verdict === "broken"),
    ...acceptance.filter(({ verdict }) => verdict === "fail"),
  ];
  const open = [
    ...rows.filter(({ verdict }) => verdict === "unknown"),
    ...unmet.filter(({ verdict }) => verdict === "unknown"),
    ...acceptance.filter(({ verdict }) => verdict === "unknown"),
  ];
  const deployable = against.length > 0 ? false : open.length > 0 ? null : true;
  const reasons = [...against, ...open].map(({ reason }) => reason);
  const texts = reasons.length > 0 ? reasons : answers.flatMap((answer) => answer.reasons);
  const type = deployable === true ? "success" : deployable === false ? "error" : "warning";
  return {
    body: {
      summary: {
        deployable,
        reason: texts.join("\n"),
        success: rows.filter(({ verdict }) => verdict === "verified").length,
        failed: rows.filter(({ verdict }) => verdict === "broken" || verdict === "pending").length,
        unknown: rows.filter(({ verdict }) => verdict === "unknown").length + unmet.length,
        ignored: all.length - rows.length,
      },
      notices: texts.map((text) => ({ type, text })),
      explanation: answers.map(explainGate),
      matrix: [
        ...rows.map((row) => matrixRow(row, catalogue, call.urls)),
        ...all.filter((row) => !counts(row)).map((row) => ({ ...matrixRow(row, catalogue, call.urls), ignored: true })),
      ],
    },
  };
}

async function answerFor(
  { store, policy, configured }: Call,
  { beside }: MatrixQuery,
  subject: ServiceVersion,
  subjects: readonly ServiceVersion[],
  catalogue: Catalogue,
): Promise<GateAnswer> {
  if (beside !== "selected" && "environment" in beside) {
    return askGate(store, { ...subject, environment: beside.environment }, { policy, configured });
  }
  const others = beside === "selected" ? subjects : newestOthers(catalogue, beside);
  const occupants = others
    .filter(({ service }) => service !== subject.service)
    .map(({ service, version }): Occupant => ({ service, version, presence: { how: "chosen" } }));
  const name = beside === "selected" ? "the given versions" : "tag" in beside ? beside.tag : "the newest versions";
  const { service, version } = subject;
  const answer = await judge(store, { service, version, environment: name }, occupants, policy);
  // Between given versions nobody else is asked about.
  return beside === "selected" ? { ...answer, unmet: [] } : answer;
}

function newestOthers(catalogue: Catalogue, beside: { tag: string } | { newest: "mainBranch" | "any" }) {
  const fits = ({ tags, mainline }: PublishedVersion) =>
    "tag" in beside ? tags.includes(beside.tag) : beside.newest === "any" || mainline;
  return catalogue.services.flatMap((service) => catalogue.versionsOf(service).findLast(fits) ?? []);
}

function versionOf(
  { service, version, branch, tag, mainBranch }: VersionSelector,
  catalogue: Catalogue,
): ServiceVersion {
  if (version !== undefined) return { service, version };
  const found = catalogue
    .versionsOf(service)
    .findLast(
      ({ branches, tags, mainline }) =>
        (branch === undefined || branches.includes(branch)) &&
        (tag === undefined || tags.includes(tag)) &&
        (!mainBranch || mainline),
    );
  if (found === undefined) throw new Problem(400, "Invalid query", `No version of ${service} fits the query.`);
  return { service, version: found.version };
}

/** Each integration once: two given versions meet in both of their answers. */
function rowsOf(answers: readonly GateAnswer[]): readonly JudgedIntegration[] {
  const rows = answers.flatMap(({ integrations }) => integrations);
  const keyed = rows.map((row) => [`${versionName(row.consumer)}\n${versionName(row.provider)}`, row] as const);
  return [...new Map(keyed).values()];
}
