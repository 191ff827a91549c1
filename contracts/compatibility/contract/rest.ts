import { canonical } from "../../schema/equality.ts";
import type { Comparison } from "./comparison.ts";

/** Members of the root that other modules compare, or that only hold what operations use. */
const compared = new Set(["openapi", "paths", "webhooks", "components", "security", "x-tercet", "servers", "info"]);

/**
 * Compares what is left of the documents: servers, descriptions, tags, extensions.
 */
export function compareRest(comparison: Comparison): void {
  const { before, after, report } = comparison;
  const differs = (name: string) =>
    canonical(before.document[name] ?? null) !== canonical(after.document[name] ?? null);
  if (differs("servers")) {
    report("servers-changed", { before: "/servers", after: "/servers", message: "The list of servers changed." });
  }
  const [was, is] = [before, after].map(({ document, version }) =>
    canonical({ ...(document.info as object), version: version && "" }),
  );
  const names = new Set([...Object.keys(before.document), ...Object.keys(after.document)]);
  const told = [...(was === is ? [] : ["info"]), ...[...names].filter((name) => !compared.has(name) && differs(name))];
  if (told.length > 0) {
    const place = { before: `/${told[0]}`, after: `/${told[0]}` };
    report("documentation-changed", { ...place, message: `The document is described otherwise: ${told.join(", ")}.` });
  }
}
