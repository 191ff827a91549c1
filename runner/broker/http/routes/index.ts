import type { Route } from "../route.ts";
import { deploymentRoutes } from "./deployments.ts";
import { entryRoutes } from "./entry.ts";
import { environmentRoutes } from "./environments.ts";
import { verificationRoutes } from "./for-verification.ts";
import { matrixRoutes } from "./matrix.ts";
import { pacticipantRoutes } from "./pacticipants.ts";
import { pactRoutes } from "./pacts.ts";
import { publishRoutes } from "./publish.ts";
import { resultRoutes } from "./results.ts";
import { selfTestRoutes } from "./self-test.ts";
import { versionRoutes } from "./versions.ts";

/** Every route of the broker. */
export const routes: readonly Route[] = [
  ...entryRoutes,
  ...publishRoutes,
  ...pactRoutes,
  ...verificationRoutes,
  ...resultRoutes,
  ...pacticipantRoutes,
  ...versionRoutes,
  ...environmentRoutes,
  ...deploymentRoutes,
  ...matrixRoutes,
  ...selfTestRoutes,
];
