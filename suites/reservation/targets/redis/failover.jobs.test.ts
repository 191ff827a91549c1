import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import type { Fault } from "../../faults/fault.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { faultNamed, judge } from "../reference/testing/verify.ts";
import { mutants } from "./mutants/index.ts";
import { redis } from "./target.ts";

const pointMilliseconds = 30_000;

/**
 * The store forgets a reservation while its owner is between its check and its effect. Somebody else reserves the job and
 * acts, then the owner goes on.
 */
const forgottenOwner: Fault = {
  name: "failover",
  title: "the owner forgotten by a failover between its check and its effect",
  exercises: ["single-effective-runner", "token-monotone"],
  needs: ["link", "standby"],
  workers: 2,
  once: true,
  points: () => [],
  async run(stage) {
    await stage.seen(({ operation, type }) => operation === "finish" && type === "ok", pointMilliseconds);
    const reserving = await stage.hold(
      ({ operation, type }) => operation === "reserve" && type === "invoke",
      pointMilliseconds,
    );
    await stage.store.holdReplication();
    reserving?.release();
    const owner = await stage.hold(({ operation, type }) => operation === "check" && type === "ok", pointMilliseconds);
    if (owner === undefined) throw new Error("nobody checked");
    const another = (operation: string) =>
      stage.seen(
        (event) => event.operation === operation && event.type === "ok" && event.worker !== owner.event.worker,
        stage.takeoverBoundMilliseconds,
      );
    const acted = another("effect");
    await stage.store.failOver();
    await acted;
    owner.release();
    // What is lost for good is told when the bound is over.
    await stage.wait(stage.takeoverBoundMilliseconds * 1.2);
    return [];
  },
};

describe.runIf(await storeIsThere("redis"))("when an asynchronous standby of Redis takes over", () => {
  let database: StartedDatabase;
  beforeEach(async () => {
    database = await startDatabase("redis", { how: "container", standby: true });
  }, 120_000);
  afterEach(() => database?.stop());

  test("tokens go on, so that effects have one runner; a job is taken from the living, and a slot passed over", async () => {
    // For longer than the failover takes, whatever else the machine does.
    const target = { ...redis, timing: { timeToLiveSeconds: 15 } };
    const judgements = await judge({ target, fault: forgottenOwner, points: [], database });
    expect(judgements["single-effective-runner"].verdict).toBe("held");
    expect(judgements["token-monotone"].verdict).toBe("held");
    const violated = Object.values(judgements).filter(({ verdict }) => verdict === "violated");
    expect(violated.map(({ property }) => property)).toEqual(redis.limits?.flatMap(({ properties }) => properties));
  }, 180_000);

  test("a counter is set back, and the mutant counter-as-token is caught", async () => {
    const mutant = "counter-as-token";
    const { caughtUnder, breaks } = mutants[mutant];
    const { fault, points } = caughtUnder;
    const judgements = await judge({ target: redis, mutant, fault: faultNamed(fault), points, database });
    expect(judgements[breaks].verdict).toBe("violated");
  }, 180_000);
});
