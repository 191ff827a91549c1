import { TercetError, type Transport } from "../../contracts/index.ts";

/** Guards all transports to one service. */
export type Fuse = (transport: Transport) => Transport;

/**
 * Makes a fuse for a service: once no answer came, or it said that it is unavailable (503) or too busy (429), nothing more
 * is sent to it, and every further call throws the same `TercetError` (`surroundings`). For a clean-up, which would else
 * wait for each of many things in turn.
 */
export function createFuse(service: string): Fuse {
  let blown: TercetError | undefined;
  return (transport) => async (request) => {
    if (blown !== undefined) throw blown;
    try {
      const answer = await transport(request);
      if (answer.status !== 503 && answer.status !== 429) return answer;
      throw new TercetError("surroundings", `${service} answered ${request.operation} with ${answer.status}.`);
    } catch (error) {
      if (error instanceof TercetError && error.code === "surroundings") blown = error;
      throw error;
    }
  };
}
