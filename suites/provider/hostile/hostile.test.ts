import { afterEach, describe, expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import { tokenKeys } from "../broken/keys.ts";
import { checks } from "../index.ts";
import { type CheckOutcome, runCheck } from "../run-check.ts";
import { parseSelection } from "../session/selection.ts";
import { openSession } from "../session/session.ts";
import { hostilities } from "./behaviours.ts";
import { hostileDocument } from "./contract.ts";
import { type HostileServer, startHostileServer } from "./server.ts";

/** How long one exchange may take here. */
const timeoutMilliseconds = 1000;
/** What all checks together may take with a service that keeps each of a few requests waiting. */
const boundMilliseconds = 60_000;

const contract = await parseContract(hostileDocument, "things.json");
const tokens = await tokenKeys();

let server: HostileServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** Runs every check, and cleans up. */
async function examineAll(url: string): Promise<readonly CheckOutcome[]> {
  const target = { contract, urls: [url], tokens };
  const selection = parseSelection({ guarantees: [], only: [] }, checks, target);
  const signal = AbortSignal.timeout(2 * boundMilliseconds);
  const session = openSession({ target, seed: 1, selection, signal, timeoutMilliseconds });
  try {
    const outcomes: CheckOutcome[] = [];
    for (const check of checks) outcomes.push(await runCheck(session, check, () => ""));
    await session.cleanUp();
    return outcomes;
  } finally {
    await session.close();
  }
}

describe("a service that", () => {
  test.each(hostilities.map((hostility) => [hostility.name, hostility] as const))(
    "%s is told of, in bounded time",
    async (_name, { behaviour, verdict, says }) => {
      server = await startHostileServer(behaviour);
      const startedAt = performance.now();
      const outcomes = await examineAll(server.url);
      expect(performance.now() - startedAt).toBeLessThan(boundMilliseconds);
      const findings = outcomes.flatMap((outcome) => outcome.findings);
      const told = [
        ...findings.filter((finding) => finding.verdict === verdict).map(({ message }) => message),
        ...outcomes.flatMap(({ stopped }) => (stopped?.verdict === verdict ? stopped.message : [])),
      ];
      expect(told.filter((message) => says.test(message)).length, told.slice(0, 5).join("\n")).toBeGreaterThan(0);
      if (verdict === "fail") {
        const judged = findings.filter(({ guarantee }) => guarantee === "output-validation");
        expect(judged.map((finding) => finding.verdict)).toContain("fail");
      }
    },
    3 * boundMilliseconds,
  );
});
