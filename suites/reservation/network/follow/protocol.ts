import type { Follower } from "./follower.ts";
import { followHttp } from "./http.ts";
import { followMysql } from "./mysql.ts";
import { followPostgres } from "./postgres.ts";
import { followRedis } from "./redis.ts";

/** What is spoken through a proxy; `http`: etcd's JSON gateway, where HTTP/2 (gRPC) passes through unread. */
export type ProxyProtocol = "postgres" | "mysql" | "redis" | "http";

/** How a connection of each protocol is followed. */
export const followers: Readonly<Record<ProxyProtocol, () => Follower>> = {
  postgres: followPostgres,
  mysql: followMysql,
  redis: followRedis,
  http: followHttp,
};
