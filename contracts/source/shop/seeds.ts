// What the shop holds when it has started: the examples of its contracts rely on it.

/** The subject of the demo's tokens; the seeded customers are theirs. */
export const demoSubject = "demo-shopper";

/** Ids of the seeded customers. The minor's birth date is 15 years before the start of the shop. */
export const seededCustomers = {
  adult: "00000000-0000-4000-8000-000000000001",
  minor: "00000000-0000-4000-8000-000000000002",
  business: "00000000-0000-4000-8000-000000000003",
  /** An adult with a delivery pass; the others have none. */
  subscriber: "00000000-0000-4000-8000-000000000004",
} as const;

/** The birth date of the adult and the subscriber. */
export const adultBirthDate = "1980-05-17";

/** Ids of the seeded delivery slots, by shopping method; all in 2099. */
export const seededSlots = {
  HOME: "00000000-0000-4000-8000-000000000101",
  DRIVE: "00000000-0000-4000-8000-000000000102",
  "PICK-UP": "00000000-0000-4000-8000-000000000103",
} as const;

/** When the seeded slots start, and how many orders each takes. */
export const seededSlot = { startsAt: "2099-01-01T08:00:00Z", capacity: 1000 } as const;

const shelf = { perishable: false, minimumAge: 0, sold: true, maximumQuantity: 99 } as const;

/** The seeded products, by sku. */
export const seededProducts = {
  "milk-1l": { ...shelf, name: "Whole milk 1 l", priceCentimes: 195, perishable: true, maximumQuantity: 24 },
  "bread-500g": { ...shelf, name: "Farmhouse bread 500 g", priceCentimes: 350, perishable: true, maximumQuantity: 10 },
  "wine-merlot": { ...shelf, name: "Merlot del Ticino 75 cl", priceCentimes: 1490, minimumAge: 16 },
  "vodka-70cl": { ...shelf, name: "Vodka 70 cl", priceCentimes: 3490, minimumAge: 18 },
  "water-6x15": { ...shelf, name: "Mineral water 6 x 1.5 l", priceCentimes: 595 },
  "coffee-1kg": { ...shelf, name: "Coffee beans 1 kg", priceCentimes: 1890 },
  "cheese-raclette": { ...shelf, name: "Raclette cheese 800 g", priceCentimes: 2450, perishable: true },
  "discontinued-cola": { ...shelf, name: "Discontinued cola 1 l", priceCentimes: 180, sold: false },
} as const;
