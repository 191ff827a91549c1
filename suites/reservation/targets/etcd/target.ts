import { referenceTarget } from "../reference/target.ts";
import { mutants } from "./mutants/index.ts";

/** The reference protocol on etcd's transactions. */
export const etcd = referenceTarget(import.meta.url, {
  name: "etcd",
  description: "the reference protocol on etcd transactions, with the revision of the reservation as its token",
  databases: ["etcd"],
  mutants,
});
