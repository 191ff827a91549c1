import type { Instance } from "../../kit/instance.ts";
import { oldSuites, weakSuites } from "./cipher-suites.ts";
import { versions } from "./client-hello.ts";
import { offer } from "./offer.ts";

/** Versions that nobody may agree on, RFC 9325 §3.1.1. */
const oldVersions = ["SSL 3.0", "TLS 1.0", "TLS 1.1"] as const;

/** The versions that an instance takes and must refuse: a clause, undefined where it refuses all. */
export async function oldVersionFault(instance: Instance): Promise<string | undefined> {
  const taken = new Set<string>();
  for (const offered of oldVersions) {
    const choice = await offer(instance, versions[offered], oldSuites);
    // A server may answer with an older version than it was offered (RFC 5246 §E.1).
    const name = oldVersions.find((one) => versions[one] === choice?.version);
    if (name !== undefined) taken.add(name);
  }
  return taken.size === 0 ? undefined : `it agreed on ${[...taken].join(" and ")}`;
}

/** The first cipher suite that an instance takes and must refuse: a clause, undefined where it refuses all. */
export async function weakSuiteFault(instance: Instance): Promise<string | undefined> {
  const choice = await offer(instance, versions["TLS 1.2"], weakSuites);
  const name = weakSuites.find(([code]) => code === choice?.suite)?.[1];
  return name === undefined ? undefined : `it agreed on ${name}`;
}
