import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type DatabaseNode, type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import type { Fault } from "../../faults/fault.ts";
import type { Stage } from "../../faults/stage.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { judge } from "../reference/testing/verify.ts";
import { askGateway } from "./gateway.ts";
import { etcd } from "./target.ts";

const statusSchema = z.object({ leader: z.string(), header: z.object({ member_id: z.string() }) });

async function leaderOf(nodes: readonly DatabaseNode[]): Promise<DatabaseNode> {
  for (const node of nodes) {
    const { body } = await askGateway(`http://${node.host}:${node.port}`, "/v3/maintenance/status", {}, 5_000);
    const { leader, header } = statusSchema.parse(body);
    if (leader === header.member_id) return node;
  }
  throw new Error("no node leads");
}

/** One node or two at a time are disturbed while workers run; what each of them did is judged. */
function nodeFault(disturb: (stage: Stage) => Promise<void>): Fault {
  return {
    name: "node-lost",
    title: "a node lost while workers run",
    exercises: ["single-effective-runner"],
    needs: [],
    workers: 2,
    once: false,
    points: () => [],
    async run(stage) {
      await runs(stage, 2);
      await disturb(stage);
      await runs(stage, 2);
      return [];
    },
  };
}

/** Waits until so many runs were finished, each within the takeover bound. */
async function runs(stage: Stage, count: number): Promise<void> {
  for (let run = 0; run < count; run++) {
    const finished = await stage.seen(
      ({ operation, type }) => operation === "finish" && type === "ok",
      stage.takeoverBoundMilliseconds,
    );
    expect(finished, "a run finished within the bound").toBeDefined();
  }
}

describe.runIf(await storeIsThere("etcd"))("the reference protocol on three nodes of etcd", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("etcd", { how: "container" });
  }, 120_000);
  afterAll(() => database?.stop());

  async function holds(disturb: (stage: Stage) => Promise<void>) {
    const judgements = await judge({ target: etcd, fault: nodeFault(disturb), points: [], database });
    expect(Object.values(judgements).filter(({ verdict }) => verdict === "violated")).toEqual([]);
    return judgements;
  }

  test("goes on while each node in turn is frozen", async () => {
    await holds(async (stage) => {
      for (const node of database.nodes) {
        await node.pause();
        try {
          await runs(stage, 3);
        } finally {
          await node.resume();
        }
        await runs(stage, 1);
      }
    });
  }, 180_000);

  test("goes on when each node in turn crashes and comes back", async () => {
    await holds(async (stage) => {
      for (const node of database.nodes) {
        const [restarted] = await Promise.allSettled([node.restart(), runs(stage, 3)]);
        expect(restarted.status).toBe("fulfilled");
      }
    });
  }, 180_000);

  test("takes a run over whose owner dies at the moment at which the leader is lost", async () => {
    const judgements = await holds(async (stage) => {
      const leader = await leaderOf(database.nodes);
      const held = await stage.hold(({ operation, type }) => operation === "check" && type === "ok", 30_000);
      if (held === undefined) throw new Error("nobody checks");
      await leader.pause();
      try {
        await stage.kill(held.event.worker);
        held.release();
        const taken = await stage.seen(
          ({ operation, type, slot }) => operation === "finish" && type === "ok" && slot === held.event.slot,
          stage.takeoverBoundMilliseconds,
        );
        expect(taken).toBeDefined();
      } finally {
        await leader.resume();
      }
    });
    expect(judgements.progress).toMatchObject({ verdict: "held", exercised: 1 });
  }, 180_000);

  test("does nothing without a majority, and goes on once there is one", async () => {
    await holds(async (stage) => {
      const lost = database.nodes.slice(0, 2);
      const timeToLiveMilliseconds = stage.timing.timeToLiveSeconds * 1000;
      await Promise.all(lost.map((node) => node.pause()));
      try {
        // What was begun before may have ended well; once its patience is over, nothing does.
        await stage.wait(timeToLiveMilliseconds);
        const before = stage.events.length;
        await stage.wait(2 * timeToLiveMilliseconds);
        const during = stage.events.slice(before);
        expect(during.filter(({ type }) => type === "info")).not.toEqual([]);
        expect(during.filter(({ type }) => type === "ok")).toEqual([]);
      } finally {
        await Promise.all(lost.map((node) => node.resume()));
      }
    });
  }, 180_000);
});
