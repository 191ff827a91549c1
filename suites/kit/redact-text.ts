import { hideSecrets, isSecretName } from "./credentials/secrets.ts";
import { isSecretHeaderName } from "./secret-header.ts";

/** What stands where a secret stood. */
export const removed = "[removed]";

/** Members of a JSON body, and of a form, whose value is a secret. */
const secretMember =
  /("(?:[\w-]*(?:password|passwd|secret|token|credential|private_?key|api_?key))"\s*:\s*)("(?:[^"\\]|\\.)*"|[-\w.]+)/gi;
const secretParameter = /((?:^|[?&])[\w-]*(?:password|secret|token|credential|api_?key)[\w-]*=)[^&#\s]*/gi;
/** JWS and JWE in compact form, wherever they stand: a base64url JSON header and one to four more parts. */
const compactToken = /eyJ[\w-]+(?:\.[\w-]*){1,4}/g;
/** The private members of a JWK, RFC 7518 §6. */
const privateKeyMember = /("(?:d|k|p|q|dp|dq|qi)"\s*:\s*)"[\w-]{20,}"/g;
/** The userinfo of a URL, RFC 3986 §3.2.1. */
const userinfo = /(\bhttps?:\/\/)[^\s/?#@"']+@/gi;
const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Whether the value of a header field is a secret, by the field's name. */
export function isSecretHeader(name: string): boolean {
  return isSecretHeaderName(name) || isSecretName(name);
}

/** Removes what looks like a secret from any text. */
export function redactText(text: string): string {
  return hideSecrets(text, removed)
    .replaceAll(pemPrivateKey, removed)
    .replaceAll(userinfo, `$1${removed}@`)
    .replaceAll(compactToken, removed)
    .replaceAll(secretMember, `$1"${removed}"`)
    .replaceAll(secretParameter, `$1${removed}`)
    .replaceAll(privateKeyMember, `$1"${removed}"`);
}
