import { isIP } from "node:net";

/** Where a name is found instead of by DNS: `NAME:PORT:ADDRESS`, as curl's `--resolve` takes it. */
export interface Resolved {
  /** A host name in lower case. */
  readonly name: string;
  readonly port: number;
  /** An IP address, without brackets. */
  readonly address: string;
}

/** One running copy of a service. */
export interface Instance {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** The IP address that is connected to; absent: what the URL's host resolves to. */
  readonly address?: string;
}

/** How a target names its instances; `Target` has these members. */
interface Instances {
  readonly urls: readonly string[];
  readonly resolve?: readonly Resolved[];
}

const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** Every instance once: each URL, or each address that stands behind its name. */
export function instancesOf({ urls, resolve = [] }: Instances): readonly Instance[] {
  return [...new Set(urls)].flatMap((url): readonly Instance[] => {
    const addresses = addressesOf(url, resolve);
    return addresses.length === 0 ? [{ url }] : addresses.map((address) => ({ url, address }));
  });
}

/** The addresses at which a URL's host is to be found; empty: DNS knows. */
export function addressesOf(url: string, resolve: readonly Resolved[]): readonly string[] {
  const { hostname } = new URL(url);
  const port = portOf(url);
  const meant = resolve.filter((one) => one.name === hostname && one.port === port);
  return [...new Set(meant.map(({ address }) => address))];
}

/** The port that a URL is reached at: its own, or that of its scheme (RFC 9110 §4.2). */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (defaultPorts[protocol] ?? 0) : Number(port);
}

/** Reads `NAME:PORT:ADDRESS`, an IPv6 address in brackets; undefined where it is of another form. */
export function parseResolved(text: string): Resolved | undefined {
  const [, name = "", digits = "", rest = ""] = /^([^:[\]]+):(\d{1,5}):(.+)$/.exec(text) ?? [];
  const bare = /^\[(.*)\]$/.exec(rest)?.[1];
  const address = bare ?? rest;
  const port = Number(digits);
  const isAddress = isIP(address) === (bare === undefined ? 4 : 6);
  const isName = /^[a-z\d_-]+(\.[a-z\d_-]+)*$/i.test(name) && isIP(name) === 0;
  return isName && isAddress && port > 0 && port <= 65_535 ? { name: name.toLowerCase(), port, address } : undefined;
}

/** The same as text: what `parseResolved` reads. */
export function resolvedText({ name, port, address }: Resolved): string {
  return `${name}:${port}:${isIP(address) === 6 ? `[${address}]` : address}`;
}

/** An instance as a finding names it. */
export function instanceName({ url, address }: Instance): string {
  return address === undefined ? url : `${url} at ${address}`;
}
