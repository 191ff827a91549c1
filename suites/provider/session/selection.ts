import { type Guarantee, guarantees, TercetError } from "../../../contracts/index.ts";
import type { Check } from "../../kit/check.ts";
import type { Target } from "../../kit/target.ts";

/** What of the checks is run. */
export interface Selection {
  /** Whether a check is run at all. */
  includes(guarantee: Guarantee): boolean;
  /** Whether an operation (or another subject) of a check is looked at. */
  selectsSubject(guarantee: Guarantee, subject: string): boolean;
  /** Whether a way of refutation is looked at; of one subject where that is given. */
  selects(guarantee: Guarantee, way: string, subject?: string): boolean;
}

/** `--only CHECK[@OPERATION]`, taken apart. */
interface Only {
  readonly guarantee: Guarantee;
  readonly way: string | undefined;
  readonly subject: string | undefined;
}

/**
 * Reads `--guarantee SLUG` and `--only CHECK[@OPERATION]`, where CHECK is a guarantee or one of its ways
 * (`authenticated-requests/expired-token`). Without either, everything is selected; a guarantee that only `--only` names
 * is run for that alone. Throws `TercetError` (`usage`) that lists what exists for a name that does not.
 */
export function parseSelection(
  options: { readonly guarantees: readonly string[]; readonly only: readonly string[] },
  checks: readonly Check[],
  target: Target,
): Selection {
  const known = (slug: string, option: string) => {
    const check = checks.find(({ guarantee }) => guarantee === slug);
    if (check !== undefined) return check;
    const why = guarantees.some((guarantee) => guarantee === slug) ? "is not checked by verify" : "does not exist";
    const names = checks.map(({ guarantee }) => guarantee).join(", ");
    throw new TercetError("usage", `${option}: the guarantee "${slug}" ${why}; there are: ${names}.`);
  };
  const only = options.only.map((text) => parseOnly(text, known, target));
  const whole = new Set(options.guarantees.map((slug) => known(slug, "--guarantee").guarantee));
  const everything = whole.size === 0 && only.length === 0;
  const of = (guarantee: Guarantee) => only.filter((one) => one.guarantee === guarantee);
  const matches = (guarantee: Guarantee, fits: (one: Only) => boolean) => {
    const named = of(guarantee);
    return named.length === 0 ? everything || whole.has(guarantee) : named.some(fits);
  };
  return {
    includes: (guarantee) => matches(guarantee, () => true),
    selectsSubject: (guarantee, subject) => matches(guarantee, (one) => (one.subject ?? subject) === subject),
    selects: (guarantee, way, subject) =>
      matches(
        guarantee,
        (one) => (one.way ?? way) === way && (subject === undefined || (one.subject ?? subject) === subject),
      ),
  };
}

function parseOnly(text: string, known: (slug: string, option: string) => Check, target: Target): Only {
  const { contract } = target;
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const subject = at < 0 ? undefined : text.slice(at + 1);
  const slash = name.indexOf("/");
  const way = slash < 0 ? undefined : name.slice(slash + 1);
  const check = known(slash < 0 ? name : name.slice(0, slash), "--only");
  const ways = check.ways(contract, target);
  if (way !== undefined && !ways.includes(way)) {
    throw new TercetError(
      "usage",
      `--only: "${check.guarantee}" has no check "${way}"; there are: ${ways.map((one) => `${check.guarantee}/${one}`).join(", ")}.`,
    );
  }
  const subjects = [...contract.operations.map(({ id }) => id), ...(check.subjects?.(contract, target) ?? [])];
  if (subject !== undefined && !subjects.includes(subject)) {
    throw new TercetError(
      "usage",
      `--only: ${contract.source} has no operation "${subject}"; there are: ${subjects.join(", ")}.`,
    );
  }
  return { guarantee: check.guarantee, way, subject };
}
