/** A parcel as it is kept and shown. */
export interface Parcel {
  readonly id: string;
  readonly owner: string;
  readonly recipient: string;
  readonly weightGrams: number;
  readonly fragile: boolean;
  readonly tags: readonly string[];
  readonly sendOn?: string;
  readonly insuredCentimes?: number;
  readonly destination?: { readonly depot: string } | { readonly town: string };
  readonly references?: Readonly<Record<string, string>>;
  readonly label: string;
  readonly priceCentimes: number;
}

/** A depot as it is kept and shown; its code is a natural key. */
export interface Depot {
  readonly code: string;
  readonly name: string;
  readonly capacity: number;
}

/** All that the provider remembers. */
export interface Store {
  readonly parcels: Map<string, Parcel>;
  readonly depots: Map<string, Depot>;
  /** Finished creations by subject and idempotency key. */
  readonly creations: Map<string, { readonly payload: string; readonly parcel: Parcel }>;
}

/** An empty store. */
export function createStore(): Store {
  return { parcels: new Map(), depots: new Map(), creations: new Map() };
}
