import { TercetError } from "../../../../contracts/index.ts";
import { createHttp } from "../../http.ts";
import { jsonObject } from "../json-object.ts";

/** How long the authorization server may take, in milliseconds. */
const serverMilliseconds = 10_000;

/**
 * Reads the token endpoint of an issuer from its metadata: RFC 8414 §3, else OpenID Connect Discovery §4. Throws
 * `TercetError` (`surroundings`) when neither is there, or speaks of another issuer (RFC 8414 §3.3).
 */
export async function findTokenEndpoint({
  issuer = "",
  certificateAuthority,
}: {
  readonly issuer?: string | undefined;
  readonly certificateAuthority?: string | undefined;
}): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  const http = createHttp({ certificateAuthority, timeoutMilliseconds: serverMilliseconds });
  try {
    for (const url of places) {
      const { response } = await http.send({ method: "GET", url, headers: { accept: "application/json" } });
      const metadata = response.status === 200 ? jsonObject(response.body) : undefined;
      if (metadata === undefined) continue;
      if (metadata.issuer !== issuer) {
        throw new TercetError("surroundings", `The metadata at ${url} is not that of ${issuer} (RFC 8414 §3.3).`);
      }
      if (typeof metadata.token_endpoint === "string" && URL.canParse(metadata.token_endpoint)) {
        return metadata.token_endpoint;
      }
    }
  } finally {
    await http.close();
  }
  throw new TercetError(
    "surroundings",
    `${issuer} publishes no metadata with a token endpoint (${places.join(", ")}); give oauth2.tokenEndpoint instead.`,
  );
}
