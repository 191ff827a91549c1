import { isObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import { pointer as join } from "../../../model/pointer.ts";
import { allOf } from "../../../schema/conjunction.ts";
import type { Containment } from "../../../schema/contains.ts";
import type { Atom } from "./atoms.ts";
import type { ComparePlaces, SchemaComparison } from "./compare.ts";
import type { Pair, SchemaFinding } from "./finding.ts";
import type { Identity } from "./identity.ts";
import { type Part, schemaOf } from "./place.ts";

/** More alternatives than this are not compared with each other one by one. */
const maximumExclusive = 40;

/** A branch before and the same one after; one of the two is missing where it was added or removed. */
interface Match {
  readonly before: Part | undefined;
  readonly after: Part | undefined;
  /** Whether both take the same values. */
  same: boolean;
}

/**
 * Compares two lists of alternatives: branches that belong together are followed, one that was added or removed is judged
 * against all of the other side. For `oneOf` a value must not become ambiguous either: changed branches are shown to be
 * disjoint from the others, else the whole is judged.
 */
export function compareAlternatives(
  comparison: SchemaComparison & { readonly compare: ComparePlaces },
  pair: Pair,
  keyword: "anyOf" | "oneOf",
  before: Atom,
  after: Atom,
): void {
  const isRequest = comparison.direction === "request";
  const matches = matchBranches(branchesOf(before), branchesOf(after), comparison.identity);
  const read = (isRequest ? after : before).schema;
  for (const match of matches) {
    if (match.same) continue;
    if (match.before !== undefined && match.after !== undefined) {
      const branch = comparison.compare([match.before], [match.after]);
      pair.edges.push({ step: "same", pair: branch });
      match.same = !isJudgedOtherwise(branch);
    } else pair.findings.push(comeOrGone(match));
  }
  const ambiguous = keyword === "oneOf" && !isExclusive(comparison, matches);
  if (!ambiguous) return;
  const verdict = comparison.contains(schemaOf(pair.sent), read);
  const places = { before: before.pointer, after: after.pointer };
  if (
    verdict.verdict !== "contained" &&
    !pair.findings.some((finding) => finding.verdict.verdict === "not-contained")
  ) {
    pair.findings.push({
      kind: "alternatives-changed",
      verdict,
      ...places,
      clause: "can be taken for several of its alternatives",
    });
  }

  function comeOrGone({ before: gone, after: come }: Match): SchemaFinding {
    const part = (gone ?? come) as Part;
    const sends = (gone === undefined) !== isRequest;
    const verdict: Containment = sends
      ? comparison.contains(allOf([schemaOf(pair.sent), part.schema]), read)
      : { verdict: "contained" };
    const name = nameOf(part);
    return gone === undefined
      ? {
          kind: "alternative-added",
          verdict,
          before: before.pointer,
          after: part.pointer,
          clause: `may also be ${name}`,
        }
      : {
          kind: "alternative-removed",
          verdict,
          before: part.pointer,
          after: after.pointer,
          clause: `may no longer be ${name}`,
        };
  }
}

/** Branches that are equal belong together, then those that refer to the same component, then the others in order. */
function matchBranches(before: readonly Part[], after: readonly Part[], identity: Identity): readonly Match[] {
  const matches: Match[] = [];
  let [left, right] = [before, after];
  const take = (belong: (one: Part, other: Part) => boolean, same: boolean) => {
    for (const one of left) {
      const other = right.find((candidate) => belong(one, candidate));
      if (other === undefined) continue;
      matches.push({ before: one, after: other, same });
      left = left.filter((part) => part !== one);
      right = right.filter((part) => part !== other);
    }
  };
  take((one, other) => identity.same(one.schema, other.schema), true);
  take((one, other) => nameOf(one) === nameOf(other) && isObject(one.schema) && "$ref" in one.schema, false);
  if (left.length === right.length) {
    for (const [index, one] of left.entries()) matches.push({ before: one, after: right[index], same: false });
    return matches;
  }
  return [
    ...matches,
    ...left.map((part) => ({ before: part, after: undefined, same: false })),
    ...right.map((part) => ({ before: undefined, after: part, same: false })),
  ];
}

/** Whether two branches differ in more than descriptions; of one that is not compared to the end yet, it is taken to be so. */
function isJudgedOtherwise(pair: Pair, seen = new Set<Pair>()): boolean {
  if (seen.has(pair)) return false;
  seen.add(pair);
  return (
    !pair.complete ||
    pair.findings.some(({ kind }) => kind !== "documentation-changed" && kind !== "default-changed") ||
    pair.edges.some((edge) => isJudgedOtherwise(edge.pair, seen))
  );
}

/** Whether no value can be taken for a changed branch of the reader and for another one at once. */
function isExclusive({ direction, disjoint }: SchemaComparison, matches: readonly Match[]): boolean {
  const side = direction === "request" ? "after" : "before";
  const read = matches.flatMap((match) => (match[side] === undefined ? [] : [{ part: match[side], same: match.same }]));
  const changed = read.filter(({ same }) => !same);
  if (changed.length * read.length > maximumExclusive ** 2) return false;
  return changed.every((one) => read.every((other) => other === one || disjoint(one.part.schema, other.part.schema)));
}

function branchesOf({ value, pointer }: Atom): readonly Part[] {
  return (value as readonly Schema[]).map((schema, index) => ({ schema, pointer: pointer + join(index) }));
}

/** How a branch is told: by the component that it refers to, its title, or its place. */
function nameOf({ schema, pointer }: Part): string {
  if (isObject(schema)) {
    if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) as string;
    if (typeof schema.title === "string") return schema.title;
    if (typeof schema.type === "string") return schema.type;
  }
  return pointer;
}
