import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Environment of a Node.js process of ours, by which it keeps what it compiled, TypeScript above all, for all of them: from
 * the second time on it starts in half the time. It is the place that `module.enableCompileCache` has by default.
 */
export function compileCache(): { readonly NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "node-compile-cache") };
}
