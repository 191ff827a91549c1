import { randomUUID } from "node:crypto";
import type { Input, OperationName } from "./input.ts";
import { type Answer, type Caller, json, Refusal } from "./messages.ts";
import type { Metrics } from "./metrics.ts";
import type { Depot, Parcel, Store } from "./store.ts";

/** The heaviest fragile parcel. */
const maxFragileGrams = 10_000;

/** What the business decides. */
export interface BusinessParts {
  /** The slug of the rule that refuses a parcel; undefined: it is taken. */
  refuse(parcel: Pick<Parcel, "fragile" | "weightGrams">): string | undefined;
  /** In centimes. */
  price(parcel: Pick<Parcel, "fragile" | "weightGrams">): number;
  /** Whether a caller may see and change a parcel. */
  owns(caller: Caller, parcel: Parcel, operation: OperationName): boolean;
}

/** The correct decisions: fragile parcels are limited in weight, and a sender reaches only own parcels. */
export const business: BusinessParts = {
  refuse: ({ fragile, weightGrams }) =>
    fragile && weightGrams > maxFragileGrams ? "too-heavy-for-fragile" : undefined,
  price: ({ fragile, weightGrams }) => (weightGrams <= 2000 ? 700 : 1200) + (fragile ? 500 : 0),
  owns: (caller, parcel) => caller.subject === parcel.owner || caller.roles.includes("clerk"),
};

/** Does what an operation is for; throws the refusal where it cannot. */
export type Perform = (
  operation: OperationName,
  input: Input,
  context: {
    readonly caller: Caller;
    readonly store: Store;
    readonly business: BusinessParts;
    readonly metrics: Metrics;
  },
) => Answer;

/** The correct behaviour of every operation. */
export const perform: Perform = (operation, input, { caller, store, business: rules, metrics }) => {
  const parcelOfCaller = (): Parcel => {
    const parcel = store.parcels.get(input.path.parcelId ?? "");
    if (parcel === undefined || !rules.owns(caller, parcel, operation)) throw new Refusal(404, "not-found");
    return parcel;
  };
  const depot = (): Depot => {
    const found = store.depots.get(input.path.code ?? "");
    if (found === undefined) throw new Refusal(404, "not-found");
    return found;
  };
  switch (operation) {
    case "createParcel": {
      const body = input.body as Omit<Parcel, "id" | "owner" | "tags" | "label" | "priceCentimes"> & {
        tags?: string[];
      };
      const key = `${caller.subject}/${input.headers["idempotency-key"]}`;
      const payload = JSON.stringify(body);
      const earlier = store.creations.get(key);
      if (earlier !== undefined && earlier.payload !== payload) throw new Refusal(422, "idempotency-key-reused");
      const refused = rules.refuse(body);
      if (refused !== undefined) throw new Refusal(422, refused);
      const parcel: Parcel = earlier?.parcel ?? {
        id: randomUUID(),
        owner: caller.subject,
        ...body,
        tags: body.tags ?? [],
        label: "",
        priceCentimes: rules.price(body),
      };
      if (earlier === undefined) store.parcels.set(parcel.id, parcel);
      store.creations.set(key, { payload, parcel });
      return json(201, parcel, { location: `/v1/parcels/${parcel.id}` });
    }
    case "listParcels": {
      const maximum = Number(input.query.maximumWeightGrams ?? 30_000);
      const own = [...store.parcels.values()].filter(({ owner }) => owner === caller.subject);
      return json(200, { parcels: own.filter(({ weightGrams }) => weightGrams <= maximum).slice(0, 100) });
    }
    case "getParcel":
      return json(200, parcelOfCaller());
    case "labelParcel": {
      const parcel = { ...parcelOfCaller(), label: (input.body as { text: string }).text };
      store.parcels.set(parcel.id, parcel);
      return json(200, parcel);
    }
    case "deleteParcel":
      store.parcels.delete(parcelOfCaller().id);
      return { status: 204, headers: {} };
    case "putDepot": {
      const code = input.path.code ?? "";
      const created = !store.depots.has(code);
      const kept = { code, ...(input.body as Omit<Depot, "code">) };
      store.depots.set(code, kept);
      return created ? json(201, kept, { location: `/v1/depots/${code}` }) : json(200, kept);
    }
    case "getDepot":
      return json(200, depot());
    case "deleteDepot":
      store.depots.delete(depot().code);
      return { status: 204, headers: {} };
    case "getStatus":
      return json(200, { status: "ok" });
    case "getMetrics":
      return {
        status: 200,
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
        body: `# TYPE parcels gauge\nparcels ${store.parcels.size}\n${metrics.expose()}`,
      };
  }
};
