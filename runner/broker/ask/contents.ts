import {
  type Contract,
  type JsonObject,
  type MessageContract,
  type Pact,
  pactDigest,
  parseContract,
  parseMessageContract,
  parsePact,
  TercetError,
} from "../../../contracts/index.ts";
import { contractDigest } from "../record/draft-contracts.ts";
import type { FactStore } from "../store/fact-store.ts";

/** Published contents, each read once. Throws `TercetError` (`contract`) where one is missing or was changed. */
export interface Contents {
  pact(digest: string): Promise<Pact>;
  contract(digest: string): Promise<Contract>;
  messageContract(digest: string): Promise<MessageContract>;
}

/** Opens the contents of a store; what does not have the digest that it is kept under is not trusted. */
export function openContents(store: FactStore): Contents {
  const pacts = new Map<string, Promise<Pact>>();
  const contracts = new Map<string, Promise<Contract>>();
  const messageContracts = new Map<string, Promise<MessageContract>>();
  const once = <Content>(known: Map<string, Promise<Content>>, digest: string, read: () => Promise<Content>) => {
    const content = known.get(digest) ?? read();
    known.set(digest, content);
    return content;
  };
  const document = async (digest: string) => {
    const found = await existing(store, digest, "contract");
    if (contractDigest(found) !== digest) throw changed(store, digest, "contract");
    return found;
  };
  return {
    pact: (digest) =>
      once(pacts, digest, async () => {
        const pact = parsePact(await existing(store, digest, "pact"), sourceOf(store, digest));
        if (pactDigest(pact) !== digest) throw changed(store, digest, "pact");
        return pact;
      }),
    contract: (digest) =>
      once(contracts, digest, async () => {
        return parseContract(await document(digest), sourceOf(store, digest));
      }),
    messageContract: (digest) =>
      once(messageContracts, digest, async () => {
        return parseMessageContract(await document(digest), sourceOf(store, digest));
      }),
  };
}

async function existing(store: FactStore, digest: string, what: string): Promise<JsonObject> {
  const content = await store.readContent(digest);
  if (content !== undefined) return content;
  throw new TercetError(
    "contract",
    `The ${what} ${digest} is missing in ${store.name}: publish it again, or restore it from version control.`,
    { place: { file: sourceOf(store, digest) } },
  );
}

function changed(store: FactStore, digest: string, what: string): TercetError {
  return new TercetError(
    "contract",
    `The ${what} ${digest} in ${store.name} was changed after it was published: restore it from version control.`,
    { place: { file: sourceOf(store, digest) } },
  );
}

function sourceOf(store: FactStore, digest: string): string {
  return `${store.name}/content/${digest}.json`;
}
