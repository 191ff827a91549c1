import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Contract, type Operation, parseContract } from "../../../contracts/index.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { examine } from "../broken/examine.ts";
import { Refusal } from "../broken/messages.ts";
import { createProvider, type Provider } from "../broken/provider.ts";
import { leavesNoTrack } from "../leaves-no-track.ts";
import { parseSelection } from "../session/selection.ts";
import { openSession, type Session } from "../session/session.ts";

let contract: Contract;
let provider: Provider;
let session: Session;
const operation = (id: string) => contract.operations.find((one) => one.id === id) as Operation;

beforeEach(async () => {
  contract = await parseContract(parcelsDocument, "parcels.json");
  provider = await createProvider();
  const target = { ...provider.target, contract, tokens: provider.keys };
  session = openSession({
    target,
    seed: 1,
    selection: parseSelection({ guarantees: [], only: [] }, [leavesNoTrack], target),
    signal: new AbortController().signal,
    timeoutMilliseconds: 2000,
  });
});
afterEach(async () => {
  await session.close();
  await provider.stop();
});

describe("the cleaner", () => {
  test("deletes what was created, whatever the check does with the request, and leaves the rest alone", async () => {
    provider.parts.store.depots.set("old", { code: "old", name: "Old", capacity: 1 });
    const context = session.context(leavesNoTrack, () => {});
    for (const id of ["createParcel", "putDepot"]) {
      const prepared = await context.state.prepare(operation(id));
      if ("unreachable" in prepared) throw new Error(prepared.unreachable);
      const request = await context.bind(prepared.call);
      await context.send({ ...request, headers: { ...request.headers, "x-tercet": "1" } }, operation(id));
    }
    expect([provider.parts.store.parcels.size, provider.parts.store.depots.size]).toEqual([1, 2]);
    const { created, residue } = await session.cleanUp();
    expect(Object.fromEntries(created)).toEqual({ createParcel: 1, putDepot: 1 });
    expect(residue).toEqual([]);
    expect(provider.parts.store.parcels.size).toBe(0);
    expect([...provider.parts.store.depots.keys()]).toEqual(["old"]);
  });

  test("has nothing left to do the second time", async () => {
    const context = session.context(leavesNoTrack, () => {});
    const prepared = await context.state.prepare(operation("getParcel"));
    expect("call" in prepared).toBe(true);
    await session.cleanUp();
    expect((await session.cleanUp()).created.size).toBe(0);
  });
});

describe("leaves-no-track", () => {
  test("passes when everything that was created is read back as gone", async () => {
    const { findings, residue } = await examine(leavesNoTrack);
    expect(findings.map(({ operation: subject, verdict }) => [subject, verdict])).toEqual([
      ["createParcel", "pass"],
      ["putDepot", "pass"],
    ]);
    expect(residue).toEqual([]);
  });

  test("fails, and shows the answer, when a delete deletes nothing", async () => {
    const { findings } = await examine(leavesNoTrack, {
      change: (parts) => ({
        perform: (name, input, context) =>
          name === "deleteParcel" ? { status: 204, headers: {} } : parts.perform(name, input, context),
      }),
    });
    const failing = findings.find(({ verdict }) => verdict === "fail");
    expect(failing).toMatchObject({
      check: "leaves-no-track/read-back",
      operation: "createParcel",
      message: expect.stringMatching(/answered 204, and after it getParcel 200 instead of 404 or 410/),
      evidence: { response: { status: 200 } },
      replay: expect.stringContaining("leaves-no-track/read-back@createParcel"),
    });
  });

  test("fails when a delete is refused", async () => {
    const { findings } = await examine(leavesNoTrack, {
      change: (parts) => ({
        perform(name, input, context) {
          if (name === "deleteDepot") throw new Refusal(409, "depot-in-use");
          return parts.perform(name, input, context);
        },
      }),
    });
    expect(findings.filter(({ verdict }) => verdict === "fail").map((finding) => finding.operation)).toEqual([
      "putDepot",
    ]);
  });

  test("finds by its Location what the body does not name", async () => {
    const { residue } = await examine(leavesNoTrack, {
      change: (parts) => ({
        async handle(request, all) {
          const answer = await parts.handle(request, all);
          return answer.status === 201 ? { ...answer, body: {} } : answer;
        },
      }),
    });
    expect(residue).toEqual([]);
  });
});
