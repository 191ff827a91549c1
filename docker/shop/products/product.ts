import type { z } from "zod";
import type { products } from "../../../contracts/source/products.ts";

/** A product as the contract has it. */
export type Product = z.output<(typeof products)["operations"]["getProduct"]["responses"][200]["body"]>;
