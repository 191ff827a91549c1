import type { orders } from "../../../contracts/source/orders.ts";
import type { Reservations } from "../jobs/reservation.ts";
import { noContent, ok } from "../platform/answer.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound } from "../platform/problem.ts";
import type { Surroundings } from "../platform/service.ts";
import { writeInstant } from "./instant.ts";
import { deleteRetailerOrder, findRetailerOrder, listRetailerOrders } from "./retailer-table.ts";

type RetailerHandlers = Pick<
  Handlers<typeof orders>,
  "listRetailerOrders" | "getRetailerOrder" | "deleteRetailerOrder" | "listJobs"
>;

/** What the job has ordered from the retailer, and how the job fares. */
export function createRetailerHandlers({ database }: Surroundings, reservations: Reservations): RetailerHandlers {
  return {
    async listRetailerOrders({ query: { orderId } }) {
      return ok({ retailerOrders: await listRetailerOrders(database, orderId) });
    },
    async getRetailerOrder({ path: { retailerOrderId } }) {
      const order = await findRetailerOrder(database, retailerOrderId);
      if (order === undefined) throw notFound("retailer order");
      return ok(order);
    },
    async deleteRetailerOrder({ path: { retailerOrderId }, transaction }) {
      return transaction(async (client) => {
        if (!(await deleteRetailerOrder(client, retailerOrderId))) throw notFound("retailer order");
        return noContent;
      });
    },
    async listJobs() {
      const jobs = await reservations.status();
      return ok({
        jobs: jobs.map(({ name, state, worker, token, reservedAt, settledAt }) => ({
          name,
          state: state === "running" ? "running" : "idle",
          fencingToken: token,
          ...(worker === null ? {} : { worker }),
          ...(reservedAt === null ? {} : { startedAt: writeInstant(reservedAt) }),
          ...(settledAt === null ? {} : { lastCompletedAt: writeInstant(settledAt) }),
        })),
      });
    },
  };
}
