// The face of docker: what is started.
export type { DatabaseHow, DatabaseName, StartDatabaseOptions, StartedDatabase } from "./databases/database.ts";
export { hasLocalMariadb, type LocalMariadb, startLocalMariadb } from "./databases/mariadb/local.ts";
export { startDatabase } from "./databases/start.ts";
export { type Authority, createAuthority } from "./shop/authority.ts";
export type { ShopEnvironment } from "./shop/environment.ts";
export { type StartedShop, type StartShopOptions, startShop } from "./shop/start.ts";
