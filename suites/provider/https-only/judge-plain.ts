import { randomBytes } from "node:crypto";
import type { CheckContext } from "../../kit/check.ts";
import type { Instance } from "../../kit/instance.ts";
import { askPlainly, type PlainAnswer, plainPorts } from "./plain-http.ts";

/** As many operations are asked for: a service may forget one of its routes. */
const maxOperations = 12;

/** What is wrong with how an instance treats plain HTTP: a clause each, undefined where it refuses. */
export interface PlainFaults {
  readonly served: string | undefined;
  readonly redirected: string | undefined;
}

/** A request for an operation as it goes over plain HTTP. */
interface Asked {
  readonly operation: string;
  readonly path: string;
}

/**
 * Asks in the clear for what can be read, without a token, and once with one that is none. Served is what is answered with
 * success, and with 401: whoever asks for credentials in the clear will be given them. A redirect to HTTPS is no answer
 * (RFC 6797 §7.2), but to a request with a token it is: the token is lost already, the client repeats it and notices nothing.
 */
export async function judgePlain(context: CheckContext, instance: Instance): Promise<PlainFaults> {
  const asked = await readable(context, instance);
  let [served, redirected]: (string | undefined)[] = [];
  for (const port of plainPorts(instance)) {
    for (const { operation, path } of asked) {
      const answer = await askPlainly(instance, port, { path, headers: { accept: "application/json" } });
      // What does not speak HTTP at all does so on no path.
      if (answer === undefined) break;
      served ??= servedFault(answer, `${operation} on port ${port}`);
      redirected ??= insecureTarget(answer, `http://${new URL(instance.url).hostname}:${port}${path}`);
      redirected ??= await tokenFault(instance, port, path);
    }
  }
  return { served, redirected };
}

async function readable(
  { operations, contract, state, at }: CheckContext,
  instance: Instance,
): Promise<readonly Asked[]> {
  const all = operations.length > 0 ? operations : contract.operations;
  const reading = all
    .filter(({ method }) => method === "get")
    .toSorted((left, right) => secured(right) - secured(left));
  const asked: Asked[] = [];
  for (const operation of reading.slice(0, maxOperations)) {
    const sample = state.sample(operation);
    if ("unreachable" in sample) continue;
    const { identity: _identity, ...anonymous } = sample.call;
    const { pathname, search } = new URL((await at(instance).bind(anonymous)).url);
    asked.push({ operation: operation.id, path: `${pathname}${search}` });
  }
  return asked.length > 0 ? asked : [{ operation: "GET /", path: `${new URL(instance.url).pathname}` }];
}

function secured({ security }: { readonly security: readonly unknown[] }): number {
  return Number(security.length > 0);
}

function servedFault({ status }: PlainAnswer, what: string): string | undefined {
  if (status >= 200 && status < 300) return `plain HTTP was answered ${status} for ${what}`;
  return status === 401 ? `plain HTTP was answered 401 for ${what}, which asks for a token in the clear` : undefined;
}

function insecureTarget(answer: PlainAnswer, url: string): string | undefined {
  const { location } = answer.headers;
  if (!isRedirect(answer.status) || location === undefined || !URL.canParse(location, url)) return undefined;
  return new URL(location, url).protocol === "https:"
    ? undefined
    : `plain HTTP was answered ${answer.status} and led on to plain HTTP`;
}

async function tokenFault(instance: Instance, port: number, path: string): Promise<string | undefined> {
  // Of the form of a token, and worth nothing to who listens.
  const decoy = randomBytes(24).toString("base64url");
  const headers = { accept: "application/json", authorization: `Bearer ${decoy}` };
  const answer = await askPlainly(instance, port, { path, headers });
  if (answer === undefined || !isRedirect(answer.status)) return undefined;
  return answer.headers.location?.includes(decoy)
    ? `plain HTTP with a token was answered ${answer.status}, with the token in the Location`
    : `plain HTTP with a token was answered ${answer.status}: its client repeats the token, which was sent in the clear, and notices nothing`;
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
