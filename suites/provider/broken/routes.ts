import type { OperationName } from "./input.ts";

/** One operation of the provider: where it is reached, and by whom. */
export interface Route {
  readonly operation: OperationName;
  readonly method: string;
  readonly path: string;
  /** Any of them is enough; undefined: public. */
  readonly roles?: readonly string[];
  /** The media type of its success answers. */
  readonly produces: "application/json" | "text/plain";
}

const route = (
  operation: OperationName,
  method: string,
  path: string,
  roles: readonly string[] | undefined,
  produces: Route["produces"] = "application/json",
): Route => ({ operation, method, path, produces, ...(roles === undefined ? {} : { roles }) });

/** Everything that the provider serves. */
export const routes: readonly Route[] = [
  route("createParcel", "POST", "/v1/parcels", ["sender"]),
  route("listParcels", "GET", "/v1/parcels", ["sender"]),
  route("getParcel", "GET", "/v1/parcels/{parcelId}", ["sender", "clerk"]),
  route("labelParcel", "PUT", "/v1/parcels/{parcelId}/label", ["sender"]),
  route("deleteParcel", "DELETE", "/v1/parcels/{parcelId}", ["sender"]),
  route("putDepot", "PUT", "/v1/depots/{code}", ["clerk"]),
  route("getDepot", "GET", "/v1/depots/{code}", ["sender", "clerk"]),
  route("deleteDepot", "DELETE", "/v1/depots/{code}", ["clerk"]),
  route("getStatus", "GET", "/v1/status", undefined),
  route("getMetrics", "GET", "/metrics", ["operator"], "text/plain"),
];

/** A route and what stands in the variable parts of its path. */
export interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** The routes of a path, whatever the method. */
export function matchPath(path: string): readonly Match[] {
  return routes.flatMap((candidate) => {
    const pattern = candidate.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const groups = new RegExp(`^${pattern}$`).exec(path);
    if (groups === null) return [];
    const values = Object.entries(groups.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return [{ route: candidate, path: Object.fromEntries(values) }];
  });
}

/** A path segment as it was meant; one that is not percent-encoded UTF-8 stays as it is, and is refused later. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
