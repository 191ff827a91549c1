import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { type Instance, portOf } from "../../kit/instance.ts";
import { hostOf } from "./offer.ts";

const answerMilliseconds = 3000;

/** What came back over plain HTTP. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** The ports at which a client that writes `http:` looks for an HTTPS service: its own, and 80 beside 443. */
export function plainPorts({ url }: Instance): readonly number[] {
  const port = portOf(url);
  return port === 443 ? [443, 80] : [port];
}

/** Asks an instance in the clear; nothing secret may be in the headers. Undefined where no HTTP comes back. */
export function askPlainly(
  instance: Instance,
  port: number,
  { path, headers }: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
): Promise<PlainAnswer | undefined> {
  const host = hostOf(instance.url);
  return new Promise((resolve) => {
    const asked = httpRequest({
      host: instance.address ?? host,
      port,
      path,
      headers: { host: `${new URL(instance.url).hostname}${port === 80 ? "" : `:${port}`}`, ...headers },
      agent: false,
    });
    // Not the socket's own time-out, which begins again with each byte that drips in.
    const deadline = setTimeout(() => asked.destroy(), answerMilliseconds);
    asked.on("close", () => {
      clearTimeout(deadline);
      resolve(undefined);
    });
    // What went wrong is the same for all: no HTTP comes back.
    asked.on("error", () => {});
    asked.on("response", (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
      asked.destroy();
    });
    asked.end();
  });
}
