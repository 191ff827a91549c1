import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseContract } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { parcelsDocument } from "./broken/contract.ts";
import { createProvider, type Provider } from "./broken/provider.ts";
import { outputValidation } from "./output-validation.ts";
import { runCheck } from "./run-check.ts";
import { parseSelection } from "./session/selection.ts";
import { openSession, type Session, type SessionOptions } from "./session/session.ts";

const contract = await parseContract(parcelsDocument, "parcels.json");
let provider: Provider;
let session: Session | undefined;

beforeEach(async () => {
  provider = await createProvider();
});
afterEach(async () => {
  await session?.cleanUp();
  await session?.close();
  await provider.stop();
});

function open(check: Check, options: Partial<SessionOptions> = {}): Session {
  const target = { ...provider.target, contract, tokens: provider.keys };
  const selection = parseSelection({ guarantees: [], only: [] }, [check], target);
  const signal = new AbortController().signal;
  session = openSession({ target, seed: 1, selection, signal, timeoutMilliseconds: 2000, ...options });
  return session;
}

const checkOf = (run: Check["run"], changes: Partial<Check> = {}): Check => ({ ...outputValidation, run, ...changes });
const list = contract.operations.find(({ id }) => id === "listParcels");
const sendForEver = async (context: CheckContext) => {
  for (;;) {
    const prepared = list && (await context.state.prepare(list));
    if (prepared && "call" in prepared) await context.send(await context.bind(prepared.call), list);
  }
};
const replay = () => "";

describe("a check is ended", () => {
  test("when it took as long as it may, and keeps what it found", async () => {
    const check = checkOf(
      async (context) => {
        const subject = { check: "output-validation/undeclared", operation: "listParcels" };
        context.report({ ...subject, verdict: "fail", message: "found" });
        await sendForEver(context);
      },
      { maxSeconds: 0.2 },
    );
    const { findings, stopped } = await runCheck(open(check), check, replay);
    expect(findings.map(({ message }) => message)).toEqual(["found"]);
    expect(stopped?.verdict).toBe("inconclusive");
    expect(stopped?.message).toMatch(
      /ended after 1 s, as long as it may take.* Not judged: createParcel, .* and \d more\.$/,
    );
  });

  test("when the run is over, also where it does not heed its signal", async () => {
    const over = new AbortController();
    const deaf = checkOf(() => sleep(60_000, undefined, { ref: false }));
    const ended = runCheck(open(deaf, { signal: over.signal }), deaf, replay);
    over.abort();
    const outcome = await Promise.race([ended, sleep(20_000, "still running", { ref: false })]);
    expect(outcome).toMatchObject({
      stopped: { verdict: "inconclusive", message: expect.stringMatching(/interrupted/) },
    });
  }, 30_000);

  test("when the request budget is spent; what was created is removed all the same", async () => {
    const { stopped } = await runCheck(open(outputValidation, { requestBudget: 12 }), outputValidation, replay);
    expect(stopped?.message).toMatch(/budget of 12 requests is spent; give a larger one with --request-budget/);
    expect(session?.coverage().requests).toBe(12);
    expect((await session?.cleanUp())?.residue).toEqual([]);
    expect(provider.parts.store.parcels.size).toBe(0);
  });
});

describe("in production", () => {
  test("a check that is not safe there is skipped, and sends nothing", async () => {
    const check = checkOf(sendForEver, { safeInProduction: false });
    const { findings, stopped } = await runCheck(open(check, { production: true }), check, replay);
    expect({ findings, stopped }).toMatchObject({
      findings: [],
      stopped: { verdict: "skipped", message: expect.stringMatching(/not safe/) },
    });
    expect(session?.coverage().requests).toBe(0);
  });

  test("of a check that is safe in part, the other ways are skipped", async () => {
    const selected: string[] = [];
    const check = checkOf(
      async (context) => {
        selected.push(...check.ways(contract, context.target).filter((way) => context.selects(way)));
      },
      { safeInProduction: ["response-200"] },
    );
    const { findings } = await runCheck(open(check, { production: true }), check, replay);
    expect(selected).toEqual(["response-200"]);
    expect(findings.every(({ verdict }) => verdict === "skipped")).toBe(true);
    expect(findings.map((finding) => finding.check)).toContain("output-validation/response-201");
  });
});

test("requests say who asks: user agent, trace context and synthetic mark; as many at once as allowed", async () => {
  let most = 0;
  let current = 0;
  const headers: Record<string, unknown>[] = [];
  await provider.stop();
  provider = await createProvider((parts) => ({
    async handle(request, all) {
      most = Math.max(most, ++current);
      headers.push(request.headers);
      await sleep(5);
      current--;
      return parts.handle(request, all);
    },
  }));
  await runCheck(open(outputValidation, { concurrency: 3 }), outputValidation, replay);
  expect(most).toBe(3);
  for (const one of headers) {
    expect(one["user-agent"]).toMatch(/^tercet /);
    expect(one.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect(one.baggage).toMatch(/^synthetic_request=true,synthetic_mark=ey/);
  }
});
