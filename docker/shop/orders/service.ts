import { randomUUID } from "node:crypto";
import { orders } from "../../../contracts/source/orders.ts";
import { probes } from "../domain/probes.ts";
import { createPostgresStore } from "../jobs/postgres/store.ts";
import { createReservations, type Reservations } from "../jobs/reservation.ts";
import { startScheduler } from "../jobs/scheduler.ts";
import { observerFrom } from "../jobs/witness.ts";
import { ok } from "../platform/answer.ts";
import type { Database, Transaction } from "../platform/database.ts";
import type { Handlers } from "../platform/operation.ts";
import type { Job, ServiceDefinition, Surroundings } from "../platform/service.ts";
import { migrations } from "./migrations.ts";
import { createOrderHandlers } from "./order-handlers.ts";
import { createRetailerHandlers } from "./retailer-handlers.ts";
import { sendRetailerOrders } from "./send-retailer-orders.ts";
import { createSlotHandlers } from "./slot-handlers.ts";
import { deleteFreeSlot, findSlot, freePlace, insertSlot, seedSlots, takePlace } from "./slot-table.ts";

/** Orders, delivery slots, and the job that sends retailer orders. */
export const ordersService: ServiceDefinition<typeof orders> = {
  contract: orders,
  migrations,
  seed: seedSlots,
  createHandlers,
  selfTest,
  probes,
  startJobs,
};

function createHandlers(surroundings: Surroundings): Handlers<typeof orders> {
  const { database } = surroundings;
  return {
    ...createSlotHandlers(surroundings),
    ...createOrderHandlers(surroundings),
    ...createRetailerHandlers(surroundings, reservationsOf(database)),
    async getCounts() {
      const { rows } = await database.query(
        `SELECT (SELECT count(*) FROM customer_order)::integer AS orders, (SELECT count(*) FROM slot)::integer AS slots,
           (SELECT count(*) FROM retailer_order)::integer AS "retailerOrders"`,
      );
      return ok(rows[0]);
    },
  };
}

async function startJobs({ database, instance, logs }: Surroundings): Promise<Job> {
  const reservations = reservationsOf(database);
  await reservations.migrate();
  return startScheduler({
    ...{ reservations, worker: instance, jobs: [sendRetailerOrders(logs)], log: logs.technical },
    observer: observerFrom(process.env),
  });
}

function reservationsOf({ pool }: Database): Reservations<Transaction> {
  return createReservations(createPostgresStore({ pool, schema: orders.service }));
}

/** A slot can be opened; its only place is taken, refused to a second order, and free again. */
async function selfTest(client: Transaction): Promise<void> {
  const startsAt = new Date().toISOString();
  const slot = { id: randomUUID(), method: "HOME" as const, startsAt, capacity: 1, available: 1 };
  await insertSlot(client, slot);
  if (!(await takePlace(client, slot.id))) throw new Error("the only place could not be taken");
  if (await takePlace(client, slot.id)) throw new Error("the only place was taken twice");
  if (await deleteFreeSlot(client, slot.id)) throw new Error("a slot in use was removed");
  await freePlace(client, slot.id);
  if (!(await deleteFreeSlot(client, slot.id))) throw new Error("the place was not free again");
  if ((await findSlot(client, slot.id)) !== undefined) throw new Error("a removed slot is still there");
}
