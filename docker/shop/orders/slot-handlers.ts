import { randomUUID } from "node:crypto";
import type { orders } from "../../../contracts/source/orders.ts";
import { created, noContent, ok } from "../platform/answer.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound, Problem } from "../platform/problem.ts";
import type { Surroundings } from "../platform/service.ts";
import { deleteFreeSlot, findSlot, insertSlot, listSlots } from "./slot-table.ts";

type SlotHandlers = Pick<Handlers<typeof orders>, "createSlot" | "getSlot" | "listSlots" | "deleteSlot">;

/** Delivery slots: opened and closed by the back office. */
export function createSlotHandlers({ database }: Surroundings): SlotHandlers {
  return {
    async createSlot({ body, transaction }) {
      const slot = { id: randomUUID(), ...body, available: body.capacity };
      return transaction(async (client) => {
        await insertSlot(client, slot);
        return created(`/v1/slots/${slot.id}`, await findSlot(client, slot.id));
      });
    },
    async getSlot({ path: { slotId } }) {
      const slot = await findSlot(database, slotId);
      if (slot === undefined) throw notFound("slot");
      return ok(slot);
    },
    async listSlots({ query: { method } }) {
      return ok({ slots: await listSlots(database, method) });
    },
    async deleteSlot({ path: { slotId }, transaction }) {
      return transaction(async (client) => {
        if (await deleteFreeSlot(client, slotId)) return noContent;
        if ((await findSlot(client, slotId)) === undefined) throw notFound("slot");
        throw new Problem(409, "slot-in-use", "Orders have places in this slot.");
      });
    },
  };
}
