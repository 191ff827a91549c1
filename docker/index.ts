// The face of docker: what is started.
export { compileCache } from "./compile-cache.ts";
export { type Cut, cuts } from "./data-centres/cuts.ts";
export { agrees, moveLeader } from "./data-centres/etcd-status.ts";
export { type Address, type Route, startRelay } from "./data-centres/relay.ts";
export { startEtcdSites, startPostgresSites } from "./data-centres/start.ts";
export { createWideArea, type SiteName, siteNames, type WideArea } from "./data-centres/wide-area.ts";
export { type Capabilities, capabilities } from "./databases/capabilities.ts";
export {
  containerEngineAnswers,
  haveImage,
  imageExists,
  openContainerEngine,
  ownerLabels,
} from "./databases/container-engine.ts";
export {
  type DatabaseHow,
  type DatabaseName,
  type DatabaseNode,
  databaseNames,
  type Failover,
  type SmallDisk,
  type StartDatabaseOptions,
  type StartedDatabase,
} from "./databases/database.ts";
export { assertReachable, givenDatabase } from "./databases/given.ts";
export { hasLocalMariadb } from "./databases/mariadb/installed.ts";
export { startDatabase } from "./databases/start.ts";
export { type Authority, createAuthority } from "./shop/authority.ts";
export type { ShopEnvironment } from "./shop/environment.ts";
export { type StartedShop, type StartShopOptions, startShop } from "./shop/start.ts";
