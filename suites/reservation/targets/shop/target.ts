import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { milestoneName, retailerOrdersJob } from "../../../../docker/shop/orders/send-retailer-orders.ts";
import type { ReservationTarget } from "../target.ts";

const workerPath = fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));
const { name, everySeconds, timeoutSeconds, heartbeatSeconds, timeToLiveSeconds } = retailerOrdersJob();

/** The shop's job, in the service that ships it. */
export const shop: ReservationTarget = {
  name: "shop",
  description: "the shop's orders service with its job, as it ships",
  databases: ["postgres"],
  mutants: {},
  command: () => ({ program: process.execPath, args: ["--no-warnings", workerPath], env: {} }),
  job: { name, milestones: [milestoneName] },
  // An idle instance looks for work as often as an owner gives signs of life.
  timing: { everySeconds, timeoutSeconds, heartbeatSeconds, timeToLiveSeconds, pollSeconds: heartbeatSeconds },
};
