import { createHash } from "node:crypto";
import { type Contract, canonical, type JsonObject, type ServiceVersion } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";
import { conflict, type Draft } from "./publication.ts";

/** The identity of a contract: the same for two files that say the same in another order. */
export function contractDigest(document: JsonObject): string {
  return `sha256-${createHash("sha256").update(canonical(document)).digest("hex")}`;
}

/** Drafts what a provider version promises. Throws `TercetError` (`contract`) where it promised something else before. */
export async function draftContract(
  store: FactStore,
  { document }: Contract,
  subject: ServiceVersion,
  clock: Clock,
): Promise<Draft> {
  const digest = contractDigest(document);
  const known = (await store.read([shelves.version(subject)])).find((fact) => fact.fact === "contract");
  if (known?.fact === "contract" && known.digest !== digest) throw conflict(subject, "contract", known.digest, digest);
  const { service, version } = subject;
  const status = known === undefined ? "new" : "unchanged";
  return {
    published: [{ what: "contract", title: `contract of ${service}@${version}`, digest, status }],
    facts: known === undefined ? [{ fact: "contract", service, version, digest, at: clock() }] : [],
    contents: new Map([[digest, document]]),
    versions: [subject],
  };
}
