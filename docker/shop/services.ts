/** The shop's services, in the order in which they start: who is called comes before who calls. */
export const services = ["customers", "products", "carts", "orders"] as const;
export type ServiceName = (typeof services)[number];

/** Each service runs in each of them. */
export const dataCentres = ["dc1", "dc2"] as const;
