import { expect, test } from "vitest";
import { markdownOf, withSection } from "./table.ts";

test("a table is Markdown with padded cells", () => {
  const table = { columns: ["name", "ms"], rows: [["a|b", "12"]] };
  expect(markdownOf({ tables: [table], notes: ["Said so."] })).toBe(
    "| name | ms  |\n|------|-----|\n| a\\|b | 12  |\n\n- Said so.",
  );
});

test("a part's text replaces what stood between its markers, and nothing else", () => {
  const page = "before <!-- bench:gate -->old<!-- /bench:gate --> after";
  const once = withSection(page, "gate", "new");
  expect(once).toBe("before <!-- bench:gate -->\n\nnew\n\n<!-- /bench:gate --> after");
  expect(withSection(once, "gate", "new")).toBe(once);
  expect(() => withSection(page, "mock", "new")).toThrow("bench:mock");
});
