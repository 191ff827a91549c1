import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { milestoneName, retailerOrdersJob } from "../../../../docker/shop/orders/send-retailer-orders.ts";
import type { WorkerCommand } from "../../workers/command.ts";
import { ensureImage } from "../../workers/container.ts";
import { ownProgram } from "../own-program.ts";
import { createRunDatabase, runDatabaseUrl } from "../run-database.ts";
import type { ReservationTarget } from "../target.ts";
import { secretsOf } from "./secrets.ts";

const main = fileURLToPath(new URL(`../../../../docker/shop/orders/main${extname(import.meta.url)}`, import.meta.url));
const { name, everySeconds, timeoutSeconds, heartbeatSeconds, timeToLiveSeconds } = retailerOrdersJob();

// Nobody is there (RFC 2606, section 2): the job asks no other service.
const nobody = "https://nobody.invalid";
/** What compose.yaml sets, as far as there is no default. */
const env = { DATA_CENTRE: "dc1", IDENTITY_URLS: nobody, CUSTOMERS_URLS: nobody, PRODUCTS_URLS: nobody };

/**
 * The shop's job, in the service that ships it: the very service, with a database and secrets of its own. It tells the witness
 * what its scheduler does (docker/shop/jobs/witness.ts).
 */
export const shop: ReservationTarget = {
  // Beside each other on one machine, and for nobody else to reach.
  ...targetOf(ownProgram(main, { ...env, HOST: "127.0.0.1", PORT: "0" })),
  inContainers: (image) => targetOf({ image, args: [], env }),
};

function targetOf(command: WorkerCommand): ReservationTarget {
  return {
    name: "shop",
    description: "the shop's orders service with its job, as it ships",
    databases: ["postgres"],
    mutants: {},
    command: () => command,
    ...("image" in command ? { prepare: () => ensureImage(command.image) } : {}),
    // Its tables have the same names in each run.
    prepareStore: createRunDatabase,
    folder: (place) => secretsOf(runDatabaseUrl(place)),
    job: { name, milestones: [milestoneName] },
    // An idle instance looks for work as often as an owner gives signs of life.
    timing: { everySeconds, timeoutSeconds, heartbeatSeconds, timeToLiveSeconds, pollSeconds: heartbeatSeconds },
  };
}
