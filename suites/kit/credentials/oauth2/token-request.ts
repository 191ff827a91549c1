import { TercetError } from "../../../../contracts/index.ts";
import { createHttp } from "../../http.ts";
import { redactText } from "../../redact-text.ts";
import { jsonObject } from "../json-object.ts";

/** How long the authorization server may take, in milliseconds. */
const serverMilliseconds = 10_000;

/** One request for a token, RFC 6749 §4.4.2. */
export interface TokenRequest {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientAuthentication: "basic" | "post";
  /** Empty: the server's default. */
  readonly scope: string;
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
}

/** A token, or that the server does not give one of this scope (`invalid_scope`, RFC 6749 §5.2). */
export type TokenAnswer =
  | { readonly token: string; readonly expiresInSeconds?: number | undefined; readonly scope?: string | undefined }
  | { readonly refused: string };

/**
 * Asks a token endpoint. Throws `TercetError` (`surroundings`) when it is out of reach, refuses the client, or answers with
 * something that is no bearer token; secrets are never told.
 */
export async function askForToken(
  endpoint: string,
  request: TokenRequest,
  certificateAuthority: string | undefined,
): Promise<TokenAnswer> {
  const { status, body } = await exchange(endpoint, request, certificateAuthority);
  const answer = jsonObject(body) ?? {};
  const wrong = (what: string) => new TercetError("surroundings", `The token endpoint ${endpoint} ${what}.`);
  if (status !== 200) {
    const { error, error_description: description } = answer;
    if (error === "invalid_scope") return { refused: request.scope };
    const said = [error, description].filter((text) => typeof text === "string").join(": ");
    throw wrong(`refuses the client ${request.clientId} (${status}${said === "" ? "" : `, ${tame(said)}`})`);
  }
  const { access_token: token, token_type: type, expires_in: seconds, scope } = answer;
  if (typeof token !== "string" || token === "") throw wrong("answered 200 without an access_token (RFC 6749 §5.1)");
  if (typeof type === "string" && type.toLowerCase() !== "bearer") {
    throw wrong(`gives tokens of the type ${tame(type)}, and only bearer tokens can be presented`);
  }
  // Some servers write the number as a string.
  const expiresInSeconds = seconds === undefined || seconds === null ? Number.NaN : Number(seconds);
  return {
    token,
    ...(expiresInSeconds >= 0 ? { expiresInSeconds } : {}),
    ...(typeof scope === "string" ? { scope } : {}),
  };
}

async function exchange(
  endpoint: string,
  { clientId, clientSecret, clientAuthentication, scope, audience, resource }: TokenRequest,
  certificateAuthority: string | undefined,
): Promise<{ readonly status: number; readonly body: string }> {
  const isPost = clientAuthentication === "post";
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    ...(scope === "" ? {} : { scope }),
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
    ...(isPost ? { client_id: clientId, client_secret: clientSecret } : {}),
  });
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  const encode = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);
  const user = Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString("base64");
  const http = createHttp({ certificateAuthority, timeoutMilliseconds: serverMilliseconds });
  try {
    const { response } = await http.send({
      method: "POST",
      url: endpoint,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        ...(isPost ? {} : { authorization: `Basic ${user}` }),
      },
      body: form.toString(),
    });
    return response;
  } finally {
    await http.close();
  }
}

/** What a server says, fit to stand in a sentence. */
function tame(text: string): string {
  return redactText(text).replaceAll(/\s+/g, " ").trim().replace(/\.$/, "").slice(0, 200);
}
