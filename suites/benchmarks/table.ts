import type { PartResult, Table } from "./part.ts";

/** The outcome of a part in Markdown; cells are padded, so that it reads well on a terminal too. */
export function markdownOf({ tables, notes }: PartResult): string {
  return [...tables.map(tableOf), notes.map((note) => `- ${note}`).join("\n")]
    .filter((text) => text !== "")
    .join("\n\n");
}

function tableOf({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((line) => line.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = columns.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const written = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [written[0], `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...written.slice(1)].join("\n");
}

/**
 * Puts a part's text between its markers (`<!-- bench:NAME -->` and `<!-- /bench:NAME -->`) of a Markdown page. Throws
 * where the page does not have them.
 */
export function withSection(page: string, name: string, text: string): string {
  const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`README.md needs the markers ${from} and ${to}, in this order.`);
  return `${page.slice(0, start + from.length)}\n\n${text}\n\n${page.slice(end)}`;
}
