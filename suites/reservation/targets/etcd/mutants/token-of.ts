import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Protocol } from "../../reference/protocol.ts";

/** The reference, but for the token that goes with effects: it is what `tokenOf` tells once the job is reserved. */
export function withToken(
  { reservations }: Protocol,
  tokenOf: (reservation: Reservation) => Promise<number>,
): Partial<Protocol> {
  const tokens = new WeakMap<Reservation, number>();
  return {
    fence: (reservation) => tokens.get(reservation),
    reservations: {
      ...reservations,
      async reserve(job, worker) {
        const reservation = await reservations.reserve(job, worker);
        if (reservation !== undefined) tokens.set(reservation, await tokenOf(reservation));
        return reservation;
      },
    },
  };
}
