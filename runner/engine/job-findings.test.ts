import { expect, test } from "vitest";
import { auditFinding } from "./job-findings.ts";

const discrepancy = (summary: string) => ({ summary, serials: [1], events: [2] });

test("a record of the database that tells the same passes, with how much it tells", () => {
  expect(auditFinding({ transitions: 7, discrepancies: [] }, "kill")).toMatchObject({
    verdict: "pass",
    check: "single-effective-runner/kill",
    message: expect.stringContaining("it held for 7 transitions"),
  });
});

test("one that tells otherwise fails with the first difference", () => {
  const discrepancies = [discrepancy("w1 reserved, and the audit does not have it"), discrepancy("another")];
  expect(auditFinding({ transitions: 7, discrepancies }, "kill")).toMatchObject({
    verdict: "fail",
    message: expect.stringContaining("but w1 reserved, and the audit does not have it, and 1 more (7 transitions)"),
  });
});

test("one that is empty, or cannot be read, proves nothing", () => {
  expect(auditFinding({ transitions: 0, discrepancies: [] }, "kill").verdict).toBe("inconclusive");
  expect(auditFinding({ unread: "connection refused" }, "kill")).toMatchObject({
    verdict: "inconclusive",
    message: expect.stringContaining("connection refused"),
  });
});
