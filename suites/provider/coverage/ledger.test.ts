import { expect, test } from "vitest";
import { type Operation, parseContract, summarizeCoverage } from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { createAnswerLedger } from "../answers/ledger.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { createCoverageLedger } from "./ledger.ts";

const contract = await parseContract(parcelsDocument, "parcels.json");
const operation = (id: string) => contract.operations.find((one) => one.id === id) as Operation;
const answered = (status: number): Exchange => ({
  request: { method: "GET", url: "http://parcels", headers: {} },
  response: { status, headers: {}, body: "" },
  durationMilliseconds: 1,
});

function ledger() {
  const answers = createAnswerLedger(contract);
  const covered = createCoverageLedger(contract, answers);
  const see = (id: string, status: number, roles: readonly string[]) => {
    answers.observe(operation(id), answered(status), "output-validation");
    covered.observe(operation(id), answered(status), { subject: "alice", roles });
  };
  const of = (id: string) => covered.coverage(0).operations.find((one) => one.operation === id);
  return { covered, see, of };
}

test("what was answered is counted, by declared status and by the role that was served", () => {
  const { see, of } = ledger();
  see("getParcel", 200, ["clerk"]);
  see("getParcel", 404, ["clerk"]);
  expect(of("getParcel")).toMatchObject({ seen: 2 });
  expect(of("getParcel")?.reason).toBeUndefined();
  expect(of("getParcel")?.statuses).toContainEqual({ status: "200", seen: 1 });
  expect(of("getParcel")?.roles).toContainEqual({ role: "clerk", seen: 2 });
});

test("who was refused was not served", () => {
  const { see, of } = ledger();
  see("getParcel", 403, ["clerk"]);
  expect(of("getParcel")?.roles).toContainEqual({ role: "clerk", seen: 0, reason: expect.any(String) });
});

test("an operation that could not be reached says why, and so do its statuses and roles", async () => {
  const { covered, of } = ledger();
  const state = covered.watching({
    prepare: async (_operation: Operation) => ({ unreachable: "no link leads to it" }),
  });
  await state.prepare(operation("deleteParcel"));
  const deletion = of("deleteParcel");
  expect(deletion).toMatchObject({ seen: 0, reason: "no link leads to it" });
  expect(new Set([...(deletion?.statuses ?? []), ...(deletion?.roles ?? [])].map(({ reason }) => reason))).toEqual(
    new Set(["no link leads to it"]),
  );
});

test("the summary counts what was met", () => {
  const { covered, see } = ledger();
  see("getStatus", 200, []);
  const { operations, statuses } = summarizeCoverage(covered.coverage(1));
  expect(operations).toEqual({ met: 1, of: contract.operations.length });
  expect(statuses.met).toBe(1);
});
