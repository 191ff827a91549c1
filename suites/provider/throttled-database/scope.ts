import { TercetError } from "../../../contracts/index.ts";
import type { DatabaseReader } from "../../kit/database-view.ts";

/** Where the database is, and how the service's connections are told from others. */
export interface DatabaseScope {
  /** `postgres://…`, `mysql://…` or `mariadb://…`: the harness's own login; connections to its database count. */
  readonly url: string;
  /** Only connections of this database user count; absent: of all. */
  readonly user?: string | undefined;
  /** PostgreSQL: only connections with one of these application names count; absent: all. */
  readonly applications?: readonly string[] | undefined;
}

/** The name under which the harness itself connects; such connections never count. */
export const ownApplication = "tercet";
/** How long connecting, and one look, may take. */
export const connectMilliseconds = 5000;

/** The error for a database that does not let itself be looked at; the URL is shown without its password. */
export function unreadable({ url }: DatabaseScope, cause: unknown): TercetError {
  const { protocol, host, pathname } = new URL(url);
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
  return new TercetError(
    "surroundings",
    `The connections at ${protocol}//${host}${pathname} cannot be read (${reason}); check the database's URL and its login.`,
    { cause },
  );
}

/** A clause that says whose connections count. */
export function describeScope({ url, user, applications }: DatabaseScope): string {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  return [
    "connections",
    ...(user === undefined ? [] : [`of user ${user}`]),
    ...(applications === undefined ? [] : [`named ${applications.join(" or ")}`]),
    ...(database === "" ? [] : [`to database ${database}`]),
  ].join(" ");
}

/** What a reader of an engine brings. */
export type ConnectReader = (scope: DatabaseScope) => Promise<DatabaseReader>;
