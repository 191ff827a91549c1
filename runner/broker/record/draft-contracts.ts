import { createHash } from "node:crypto";
import {
  type ContractVersion,
  canonical,
  type FactOf,
  type JsonObject,
  type ServiceVersion,
  versionName,
} from "../../../contracts/index.ts";
import { conflict } from "../store/conflict.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";
import type { Draft, Published } from "./publication.ts";

type ContractKind = "contract" | "message-contract";

/** The identity of a contract: the same for two files that say the same in another order. */
export function contractDigest(document: JsonObject): string {
  return `sha256-${createHash("sha256").update(canonical(document)).digest("hex")}`;
}

/**
 * Drafts what a provider version promises, over HTTP and of messages. Throws `TercetError` (`contract`) where it promised
 * something else before.
 */
export async function draftContracts(
  store: FactStore,
  { http, messages }: ContractVersion,
  subject: ServiceVersion,
  clock: Clock,
): Promise<Draft> {
  const known = await store.read([shelves.version(subject)]);
  const facts: (FactOf<"contract"> | FactOf<"message-contract">)[] = [];
  const published: Published[] = [];
  const contents = new Map<string, JsonObject>();
  const draft = (kind: ContractKind, what: string, document: JsonObject) => {
    const digest = contractDigest(document);
    const before = known.find((fact) => fact.fact === kind) as FactOf<ContractKind> | undefined;
    if (before !== undefined && before.digest !== digest) throw conflict(subject, what, before.digest, digest);
    const status = before === undefined ? "new" : "unchanged";
    published.push({ what: kind, title: `${what} of ${versionName(subject)}`, digest, status });
    contents.set(digest, document);
    if (before === undefined) facts.push({ fact: kind, ...subject, digest, at: clock() });
  };
  if (http !== undefined) draft("contract", "contract", http.document);
  if (messages !== undefined) draft("message-contract", "message contract", messages.document);
  return { published, facts, contents, versions: [subject] };
}
