import { type ErrorPlace, TercetError } from "../../contracts/index.ts";
import { addressesOf, parseResolved, type Resolved } from "../../suites/index.ts";

/**
 * Reads where names are found, each `NAME:PORT:ADDRESS` as curl's `--resolve` takes it, for instances with these URLs.
 * Throws `TercetError` of the given code, beginning with `option`: for another form, and for a name and port that no URL
 * has, since that would be passed over without a word.
 */
export function readResolved(
  texts: readonly string[],
  urls: readonly string[],
  {
    option,
    code,
    place,
  }: { readonly option: string; readonly code: "usage" | "configuration"; readonly place?: ErrorPlace },
): readonly Resolved[] {
  const wrong = (message: string) =>
    new TercetError(code, `${option}: ${message}.`, place === undefined ? {} : { place });
  return [...new Set(texts)].map((text) => {
    const resolved = parseResolved(text);
    if (resolved === undefined) {
      throw wrong(
        `"${text}" is not NAME:PORT:ADDRESS; write orders.example:443:192.0.2.1, an IPv6 address in brackets`,
      );
    }
    if (!urls.some((url) => addressesOf(url, [resolved]).length > 0)) {
      const { name, port } = resolved;
      throw wrong(`no URL of the service has the host ${name} and the port ${port}; there are: ${urls.join(", ")}`);
    }
    return resolved;
  });
}
