import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type JobDefinition, OwnershipLost, type Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Reservations } from "../protocol.ts";

/** How long a test waits for what is due within tens of milliseconds. */
const patience = { interval: 20, timeout: 10_000 };

/** Two workers of the protocol, each with a client of its own, on one store. */
export interface Workers {
  readonly a: Reservations;
  readonly b: Reservations;
}

/** States what the protocol promises, on any store. */
export function describeReservations(workers: () => Workers): void {
  let count = 0;
  function job(changes: Partial<JobDefinition> = {}): JobDefinition {
    count += 1;
    return {
      name: `a job/${count}`,
      everySeconds: 3600,
      timeoutSeconds: 60,
      heartbeatSeconds: 1,
      timeToLiveSeconds: 30,
      ...changes,
    };
  }

  async function reserved(definition: JobDefinition, worker: keyof Workers = "a"): Promise<Reservation> {
    const reservation = await workers()[worker].reserve(definition, worker);
    if (reservation === undefined) throw new Error("not reserved");
    return reservation;
  }

  /** Waits until the run is silent for long enough, and has b take it from its owner. */
  async function cleaned({ job, token }: Reservation): Promise<void> {
    await expect.poll(() => workers().b.clean(), patience).toContainEqual({ job: job.name, token });
  }

  describe("reserve", () => {
    test("gives the job to exactly one of many that ask at the same time", async () => {
      const { a, b } = workers();
      const definition = job();
      const asking = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? a : b).reserve(definition, `${index}`),
      );
      const all = await Promise.all(asking);
      expect(all.filter((reservation) => reservation !== undefined)).toHaveLength(1);
    });

    test("gives a settled slot to nobody, and the next slot when it is due, with a larger token", async () => {
      const { a, b } = workers();
      const definition = job({ everySeconds: 0.3 });
      const first = await reserved(definition);
      expect(await a.finish(first, "succeeded")).toBe(true);
      let second: Reservation | undefined;
      await expect
        .poll(async () => {
          second = await b.reserve(definition, "b");
          return second;
        }, patience)
        .toBeDefined();
      expect(second?.token).toBeGreaterThan(first.token);
      expect(second?.slot.getTime()).toBeGreaterThan(first.slot.getTime());
      const yearly = job({ everySeconds: 31_536_000 });
      await a.finish(await reserved(yearly), "failed");
      expect(await b.reserve(yearly, "b")).toBeUndefined();
    });

    test("gives slots of the time that everybody knows", async () => {
      const before = Date.now();
      const { slot } = await reserved(job({ everySeconds: 0.1 }));
      // A store may tell its time in whole seconds.
      expect(slot.getTime()).toBeGreaterThan(before - 1_200);
      expect(slot.getTime()).toBeLessThanOrEqual(Date.now());
      expect(slot.getTime() % 100).toBe(0);
    });

    test("gives the same slot with a larger token after a crash", async () => {
      const first = await reserved(job({ timeToLiveSeconds: 0.05, everySeconds: 0.01 }));
      await cleaned(first);
      const second = await reserved(first.job, "b");
      expect(second.slot).toEqual(first.slot);
      expect(second.token).toBeGreaterThan(first.token);
    });

    test("gives the slot again that its owner abandoned, and no sign of life of the past belongs to it", async () => {
      const { a } = workers();
      const first = await reserved(job());
      expect(await a.finish(first, "abandoned")).toBe(true);
      expect(await a.heartbeat(first)).toBe(false);
      expect((await reserved(first.job, "b")).slot).toEqual(first.slot);
    });
  });

  describe("clean", () => {
    test("leaves a run alone that gave a sign of life in time", async () => {
      const { a, b } = workers();
      const reservation = await reserved(job({ timeToLiveSeconds: 1.5 }));
      for (let beats = 0; beats < 10; beats++) {
        await delay(200);
        expect(await a.heartbeat(reservation)).toBe(true);
        expect((await b.clean()).map(({ job }) => job)).not.toContain(reservation.job.name);
      }
    });

    test("takes a run no sooner than its time to live after its last sign of life", async () => {
      const { a } = workers();
      const reservation = await reserved(job({ timeToLiveSeconds: 0.5 }));
      const begun = performance.now();
      await a.heartbeat(reservation);
      await cleaned(reservation);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(500);
    });

    test("takes a run that is too long although it gives signs of life", async () => {
      const { a, b } = workers();
      const reservation = await reserved(job({ timeoutSeconds: 0.1 }));
      await expect
        .poll(async () => {
          await a.heartbeat(reservation);
          return b.clean();
        }, patience)
        .toContainEqual({ job: reservation.job.name, token: reservation.token });
      expect(await a.heartbeat(reservation)).toBe(false);
    });

    test("gives a run to one cleaner only", async () => {
      const { a, b } = workers();
      const reservation = await reserved(job({ timeToLiveSeconds: 0.2 }));
      const taken = [];
      const until = performance.now() + 1_500;
      while (performance.now() < until) {
        for (const cleaned of await Promise.all([a.clean(), b.clean()])) taken.push(...cleaned);
      }
      expect(taken.filter(({ job }) => job === reservation.job.name)).toHaveLength(1);
    });
  });

  describe("an owner of the past", () => {
    test("changes nothing, even under the same worker's name", async () => {
      const { a } = workers();
      const past = await reserved(job({ timeToLiveSeconds: 0.05 }));
      await cleaned(past);
      const present = await reserved({ ...past.job, timeToLiveSeconds: 30 });
      expect(await a.heartbeat(past)).toBe(false);
      expect(await a.finish(past, "succeeded")).toBe(false);
      await expect(a.milestone(past, "send", async () => "sent")).rejects.toThrow(OwnershipLost);
      expect(await a.finish(present, "succeeded")).toBe(true);
    });

    test("that was stopped inside a milestone cannot say that it reached it", async () => {
      const { a, b } = workers();
      const past = await reserved(job({ timeToLiveSeconds: 0.1 }));
      const stopped = a.milestone(past, "send", async () => {
        await cleaned(past);
        return "sent";
      });
      await expect(stopped).rejects.toThrow(OwnershipLost);
      const present = await reserved(past.job, "b");
      expect(await b.milestone(present, "send", async () => "sent again")).toBe("sent again");
    });

    test("has finished nothing when it asks again", async () => {
      const { a } = workers();
      const reservation = await reserved(job());
      expect(await a.finish(reservation, "succeeded")).toBe(true);
      expect(await a.finish(reservation, "succeeded")).toBe(false);
    });
  });

  describe("milestone", () => {
    test("is done once for a slot; a run after a crash gets the result of then", async () => {
      const { a, b } = workers();
      const first = await reserved(job({ timeToLiveSeconds: 0.3 }));
      expect(await a.milestone(first, "number", async () => ({ number: 7 }))).toEqual({ number: 7 });
      await cleaned(first);
      const second = await reserved(first.job, "b");
      expect(await b.milestone(second, "number", async () => ({ number: 8 }))).toEqual({ number: 7 });
    });

    test("is forgotten once the slot is settled", async () => {
      const { a, b } = workers();
      const first = await reserved(job({ everySeconds: 0.05 }));
      await a.milestone(first, "number", async () => 7);
      await a.finish(first, "succeeded");
      let second: Reservation | undefined;
      await expect
        .poll(async () => {
          second = await b.reserve(first.job, "b");
          return second;
        }, patience)
        .toBeDefined();
      expect(await b.milestone(second as Reservation, "number", async () => 8)).toBe(8);
    });

    test("that throws may be tried again", async () => {
      const { a } = workers();
      const reservation = await reserved(job());
      const failing = a.milestone(reservation, "send", async () => {
        throw new Error("no post today");
      });
      await expect(failing).rejects.toThrow("no post today");
      expect(await a.milestone(reservation, "send", async () => "sent")).toBe("sent");
    });

    test("is a sign of life", async () => {
      const { a, b } = workers();
      const reservation = await reserved(job({ timeToLiveSeconds: 1 }));
      for (let step = 0; step < 4; step++) {
        await a.milestone(reservation, `step ${step}`, () => delay(400));
        expect((await b.clean()).map(({ job }) => job)).not.toContain(reservation.job.name);
      }
    });
  });
}
