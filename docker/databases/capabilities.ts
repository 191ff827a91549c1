import type { DatabaseHow, DatabaseName } from "./database.ts";

type How = Exclude<DatabaseHow, "any">;

/** What the harness may expect of a back end. */
export interface Capabilities {
  /** As its makers write it. */
  readonly title: string;
  /** The ways in which it is started. Embedded: PostgreSQL from an npm package, MariaDB where it is installed. */
  readonly start: readonly How[];
  /** The ways in which it may have a standby. */
  readonly standby: readonly How[];
  /** The ways in which it may have its data on a small disk. Mounting one takes privileges, which a container engine has. */
  readonly smallDisk: readonly How[];
  /** The image that is used where neither configuration nor environment names another one. */
  readonly image: string;
  /** The image that `build-debian-images.sh` makes where no image registry answers. */
  readonly debianImage: string;
  /** The environment variable that names another image. */
  readonly imageVariable: string;
  /** The port inside the container. */
  readonly port: number;
}

/** One row for each back end, one column for each difference: other code asks here and not for the name. */
export const capabilities: Readonly<Record<DatabaseName, Capabilities>> = {
  postgres: {
    title: "PostgreSQL",
    start: ["container", "embedded"],
    standby: ["container", "embedded"],
    smallDisk: ["container"],
    image: "postgres:18-alpine",
    debianImage: "tercet/postgres:15",
    imageVariable: "TERCET_POSTGRES_IMAGE",
    port: 5432,
  },
  mariadb: {
    title: "MariaDB",
    start: ["container", "embedded"],
    standby: [],
    smallDisk: ["container"],
    image: "mariadb:11.8",
    debianImage: "tercet/mariadb:10.11",
    imageVariable: "TERCET_MARIADB_IMAGE",
    port: 3306,
  },
  redis: {
    title: "Redis",
    start: ["container"],
    standby: ["container"],
    smallDisk: ["container"],
    image: "redis:8-alpine",
    debianImage: "tercet/redis:7",
    imageVariable: "TERCET_REDIS_IMAGE",
    port: 6379,
  },
  etcd: {
    title: "etcd",
    start: ["container"],
    // Its nodes are each other's standby, without loss.
    standby: [],
    // It takes 64 MiB before it needs them, and keeps itself from filling a disk by a quota.
    smallDisk: [],
    image: "gcr.io/etcd-development/etcd:v3.6.5",
    debianImage: "tercet/etcd:3.4",
    imageVariable: "TERCET_ETCD_IMAGE",
    port: 2379,
  },
};

/** Upper limit of connections that the harness asks for: two data centres of four services, and room to look at them. */
export const maxConnections = 200;
