import type { CheckContext, PreparedCall } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";

/** What parsers, query builders and file systems stumble over, in one text. */
const awkward = "tercet'\"<>;--\\";

/**
 * Requests that a service must refuse: what it discloses, it discloses in errors. None of them can create anything in a
 * service that looks at its input at all.
 */
export async function provocations(context: CheckContext, { call }: PreparedCall): Promise<readonly HttpRequest[]> {
  const request = await context.bind(call);
  const { authorization: _token, ...withoutToken } = request.headers;
  const parameters = [
    ...Object.keys(call.path).map((name) => ({ ...call, path: { ...call.path, [name]: awkward } })),
    ...Object.keys(call.query).map((name) => ({ ...call, query: { ...call.query, [name]: awkward } })),
  ];
  const bodies =
    call.body === undefined
      ? []
      : [
          { ...request, body: '{"tercet' },
          { ...request, body: JSON.stringify([awkward]) },
          { ...request, headers: { ...request.headers, "content-type": "application/tercet" } },
        ];
  const unauthenticated =
    call.operation.security.length === 0
      ? []
      : [
          { ...request, headers: withoutToken },
          { ...request, headers: { ...withoutToken, authorization: `Bearer ${btoa(awkward)}` } },
        ];
  return [...unauthenticated, ...bodies, ...(await Promise.all(parameters.map((one) => context.bind(one))))];
}

/** Paths that no contract has, and that routers and file servers stumble over. */
export const unknownPaths = ["/tercet-unknown-path", "/%zz", "/..%2f..%2fetc%2fpasswd", "/index.php", "/.env"];
