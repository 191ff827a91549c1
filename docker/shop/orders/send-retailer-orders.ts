import { randomUUID } from "node:crypto";
import { orders } from "../../../contracts/source/orders.ts";
import type { JobDefinition } from "../jobs/job.ts";
import type { ScheduledJob } from "../jobs/scheduler.ts";
import type { Logs } from "../platform/log.ts";
import { readTrace } from "../platform/trace.ts";
import { lockConfirmedOrders, setState } from "./order-table.ts";
import { insertRetailerOrder } from "./retailer-table.ts";
import { gatherForRetailer } from "./rules.ts";

const name = "send-retailer-orders";
/** Its one critical action. */
export const milestoneName = "send";
const maximumOrders = 1_000;

/** The contract promises how often it runs and how long it takes; the rest follows from its `maxSilenceSeconds`. */
export function retailerOrdersJob(): JobDefinition {
  const declared = orders.extension?.jobs?.find((job) => job.name === name);
  if (declared === undefined) throw new Error(`the contract does not declare the job ${name}`);
  const { everySeconds, timeoutSeconds } = declared;
  return { name, everySeconds, timeoutSeconds, heartbeatSeconds: 0.5, timeToLiveSeconds: 2 };
}

/** The job that sums up confirmed orders and orders their goods from the retailer, at most once for each run. */
export function sendRetailerOrders(logs: Logs): ScheduledJob {
  return {
    definition: retailerOrdersJob(),
    async run({ reservation, milestone }) {
      const sent = await milestone(milestoneName, async (client) => {
        const { orderIds, items } = gatherForRetailer(await lockConfirmedOrders(client, maximumOrders));
        if (orderIds.length === 0) return undefined;
        const order = { id: randomUUID(), fencingToken: reservation.token, orderIds, items };
        await insertRetailerOrder(client, order, { job: name, slot: reservation.slot, milestone: milestoneName });
        await setState(client, orderIds, "sent");
        return order.id;
      });
      if (sent === undefined || sent === null) return;
      const entry = { action: name, object: `/v1/retailer-orders/${sent}`, traceId: readTrace(undefined).id };
      logs.business.info(entry, "done");
    },
  };
}
