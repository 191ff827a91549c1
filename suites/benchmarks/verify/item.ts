import type { JsonObject } from "../../../contracts/index.ts";

/** What the provider answers for an item: objects and lists as services send them. */
export function itemOf(id: number): JsonObject {
  return {
    id,
    name: `item ${id}`,
    priceCents: 100 + (id % 900),
    tags: ["fresh", "organic"],
    supplier: { id: `supplier-${id % 7}`, address: { city: "Rotterdam", postcode: "3011 AA" } },
    stock: [
      { warehouse: "north", pieces: id % 40 },
      { warehouse: "south", pieces: id % 60 },
    ],
  };
}
