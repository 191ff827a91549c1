import type { DatabaseName } from "./database.ts";

/** What the harness may expect of a back end. */
export interface Capabilities {
  /** Starts from an npm package, without a container engine. */
  readonly embedded: boolean;
  /** The image that is used where neither configuration nor environment names another one. */
  readonly image: string;
  /** The image that `build-debian-images.sh` makes where no image registry answers. */
  readonly debianImage: string;
  /** The environment variable that names another image. */
  readonly imageVariable: string;
  /** The port inside the container. */
  readonly port: number;
  /** Upper limit of connections that the harness asks for: two data centres of four services, and room to look at them. */
  readonly maxConnections: number;
}

/** One row for each back end, one column for each difference: other code asks here and not for the name. */
export const capabilities: Readonly<Record<DatabaseName, Capabilities>> = {
  postgres: {
    embedded: true,
    image: "postgres:18-alpine",
    debianImage: "tercet/postgres:15",
    imageVariable: "TERCET_POSTGRES_IMAGE",
    port: 5432,
    maxConnections: 200,
  },
};
