/** The registered ones (RFC 9110 §11.6.2, RFC 6265 §4), and what API keys are called in the wild. */
const secretHeader =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:api|access|subscription|functions?|auth|account)[-_]?key|.*(?:token|secret|password|credential)s?)$/i;

/** Whether the value of a header field is a secret, by its name; query parameters and cookies of such a name are, too. */
export function isSecretHeaderName(name: string): boolean {
  return secretHeader.test(name);
}
