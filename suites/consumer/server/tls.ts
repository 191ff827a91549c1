/** What a server shows, both PEM; `authority` is what clients must trust where it is of our own making. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly key: string;
  readonly authority?: string;
}

/** A certificate for this machine by an authority that lives as long as the process. */
export async function demoIdentity(host: string): Promise<ServerIdentity> {
  // Loaded where it is needed: a server without TLS starts sooner.
  const { createAuthority } = await import("../../../docker/index.ts");
  const authority = await createAuthority();
  const isAddress = /^[\d.]+$|:/.test(host);
  const names = {
    dns: ["localhost", ...(isAddress ? [] : [host])],
    ip: ["127.0.0.1", "::1", ...(isAddress ? [host] : [])],
  };
  const issued = await authority.issue({ dns: [...new Set(names.dns)], ip: [...new Set(names.ip)] });
  return { ...issued, authority: authority.certificate };
}
