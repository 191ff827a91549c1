/** Why an operation was never answered: what stood in the way, or that nothing that was run asks it. */
export function reasonOfOperation(unreachable: string | undefined): string {
  return unreachable ?? "nothing that was run called it, or it gave no answer";
}

/** Why an operation that was exercised never answered with a declared status. */
export function reasonOfStatus(status: string): string {
  if (/^5/.test(status)) return "the service never failed in this way";
  if (status === "429") return "the declared rate was kept, or no refusal was provoked";
  return (
    whyNoStatus.get(status) ?? (/^2/.test(status) ? "no call was answered so" : "nothing that was run provoked it")
  );
}

const whyNoStatus: ReadonlyMap<string, string> = new Map([
  ["401", "no request without a good token was sent (authenticated-requests)"],
  ["403", "no caller without the role, and no stranger, was let try (authorized-roles)"],
  ["default", "every answer has a declaration of its own"],
]);

/** Why an operation that was exercised never served a role. */
export function reasonOfRole(unreachable: string | undefined): string {
  return unreachable ?? "no call as this role was made, or each was refused";
}
