import { setTimeout as sleep } from "node:timers/promises";
import { twoInstances } from "./arrangements/two-instances.ts";
import type { Fault } from "./fault.ts";
import type { Input, OperationName } from "./input.ts";
import { type Answer, json, Refusal } from "./messages.ts";
import type { Perform } from "./operations.ts";
import type { Change } from "./provider.ts";
import type { Depot } from "./store.ts";

const guarantee = "stateless";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, arrangement: twoInstances, change });

/** How long one instance is behind the other one, in milliseconds. */
const lagMilliseconds = 60;

type Context = Parameters<Perform>[2];
type Way = (input: Input, context: Context, usual: () => Answer) => Answer;

/** Does some operations another way; whatever the ways keep, each instance keeps for itself. */
const performing =
  (createWays: () => Partial<Record<OperationName, Way>>): Change =>
  (parts) => {
    const ways = createWays();
    return {
      perform(name, input, context) {
        const usual = () => parts.perform(name, input, context);
        return ways[name]?.(input, context, usual) ?? usual();
      },
    };
  };

/** Keeps an answer, and gives it again until the instance itself changes what it shows. */
function createCache(keyOf: (input: Input, context: Context) => string | undefined) {
  const answers = new Map<string | undefined, Answer>();
  return {
    read: (input: Input, context: Context, usual: () => Answer): Answer => {
      const answer = answers.get(keyOf(input, context)) ?? usual();
      answers.set(keyOf(input, context), answer);
      return answer;
    },
    changed: (_input: Input, _context: Context, usual: () => Answer): Answer => {
      answers.clear();
      return usual();
    },
  };
}

/** Providers that only work while each client stays with one instance. */
export const statelessFaults: readonly Fault[] = [
  fault(
    "keeps-labels-in-its-memory",
    ["change-elsewhere"],
    performing(() => {
      const labels = new Map<string | undefined, string>();
      const labelled = (answer: Answer, id: string | undefined) =>
        json(answer.status, { ...(answer.body as object), label: labels.get(id) ?? "" });
      return {
        labelParcel(input, context, usual) {
          const parcel = context.store.parcels.get(input.path.parcelId ?? "");
          const answer = usual();
          if (parcel !== undefined) context.store.parcels.set(parcel.id, parcel);
          labels.set(input.path.parcelId, (input.body as { text: string }).text);
          return answer;
        },
        getParcel: (input, _context, usual) => labelled(usual(), input.path.parcelId),
      };
    }),
  ),
  fault(
    "keeps-parcels-that-it-has-shown",
    ["change-elsewhere", "delete-elsewhere"],
    performing(() => {
      const { read, changed } = createCache((input, { caller }) => `${caller.subject}/${input.path.parcelId}`);
      return { getParcel: read, labelParcel: changed, deleteParcel: changed };
    }),
    { "leaves-no-track": "what was deleted at one instance the other one still shows" },
  ),
  fault(
    "keeps-that-a-depot-is-not-there",
    ["change-elsewhere"],
    performing(() => {
      const missing = new Set<string | undefined>();
      return {
        putDepot(input, _context, usual) {
          missing.delete(input.path.code);
          return usual();
        },
        getDepot(input, { store }, usual) {
          const { code = "" } = input.path;
          if (!store.depots.has(code)) missing.add(code);
          if (missing.has(code)) throw new Refusal(404, "not-found");
          return usual();
        },
      };
    }),
  ),
  fault(
    "keeps-lists-until-it-changes-them-itself",
    ["read-elsewhere"],
    performing(() => {
      const { read, changed } = createCache((input, { caller }) => JSON.stringify([caller.subject, input.query]));
      return { listParcels: read, createParcel: changed, labelParcel: changed, deleteParcel: changed };
    }),
  ),
  fault(
    "reads-parcels-from-a-copy-that-is-behind",
    ["read-elsewhere"],
    performing(() => {
      const known = new Map<string, number>();
      const own = new Set<string>();
      return {
        createParcel(_input, _context, usual) {
          const answer = usual();
          own.add((answer.body as { id: string }).id);
          return answer;
        },
        getParcel(input, { store }, usual) {
          const { parcelId = "" } = input.path;
          const since = known.get(parcelId) ?? Date.now();
          if (store.parcels.has(parcelId)) known.set(parcelId, since);
          if (own.has(parcelId) || Date.now() - since >= lagMilliseconds) return usual();
          throw new Refusal(404, "not-found");
        },
      };
    }),
  ),
  fault(
    "writes-depots-behind",
    ["change-elsewhere"],
    performing(() => {
      const unwritten = new Map<string, Depot>();
      const view = ({ depots }: Context["store"]) => new Map([...depots, ...unwritten]);
      return {
        putDepot(input, { store }) {
          const code = input.path.code ?? "";
          const depot = { code, ...(input.body as { name: string; capacity: number }) };
          const isNew = !view(store).has(code);
          unwritten.set(code, depot);
          setTimeout(() => {
            if (unwritten.delete(code)) store.depots.set(code, depot);
          }, lagMilliseconds);
          return isNew ? json(201, depot, { location: `/v1/depots/${code}` }) : json(200, depot);
        },
        getDepot(input, { store }) {
          const depot = view(store).get(input.path.code ?? "");
          if (depot === undefined) throw new Refusal(404, "not-found");
          return json(200, depot);
        },
        deleteDepot(input, { store }) {
          const code = input.path.code ?? "";
          const isKnown = [unwritten.delete(code), store.depots.delete(code)].includes(true);
          if (!isKnown) throw new Refusal(404, "not-found");
          return { status: 204, headers: {} };
        },
      };
    }),
  ),
  fault(
    "deletes-only-what-it-created",
    ["delete-elsewhere"],
    performing(() => {
      const own = new Set<string | undefined>();
      return {
        createParcel(_input, _context, usual) {
          const answer = usual();
          own.add((answer.body as { id: string }).id);
          return answer;
        },
        deleteParcel(input, _context, usual) {
          if (own.has(input.path.parcelId)) return usual();
          throw new Refusal(404, "not-found");
        },
      };
    }),
    {
      "business-validation": "a rule takes back at one instance what it created at the other one",
      "leaves-no-track": "what the other instance created cannot be cleaned up",
    },
  ),
  fault("knows-its-own-keys-alone", ["key-elsewhere"], (parts) => {
    const creations: typeof parts.store.creations = new Map();
    return {
      perform: (name, input, context) =>
        parts.perform(name, input, { ...context, store: { ...context.store, creations } }),
    };
  }),
  fault("locks-keys-in-its-memory", ["key-elsewhere"], (parts) => {
    let last = Promise.resolve();
    return {
      async handle(request, all) {
        if (request.method !== "POST") return parts.handle(request, all);
        const turn = last.then(async () => {
          const creations = new Map(parts.store.creations);
          await sleep(5);
          const answer = await parts.handle(request, {
            ...all,
            perform: (name, input, context) =>
              all.perform(name, input, { ...context, store: { ...context.store, creations } }),
          });
          for (const [key, creation] of creations) parts.store.creations.set(key, creation);
          return answer;
        });
        last = turn.then(
          () => undefined,
          () => undefined,
        );
        return turn;
      },
    };
  }),
  fault(
    "names-the-instance-in-a-cookie",
    ["set-cookie"],
    (parts) => ({
      async handle(request, all) {
        const answer = await parts.handle(request, all);
        return { ...answer, headers: { ...answer.headers, "set-cookie": "route=a; Path=/; Secure; HttpOnly" } };
      },
    }),
    { "token-hygiene": "no answer may set a cookie" },
  ),
];
