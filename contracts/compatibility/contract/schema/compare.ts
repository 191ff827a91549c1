import { isObject, type JsonObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import { allOf } from "../../../schema/conjunction.ts";
import type { Containment } from "../../../schema/contains.ts";
import { compareAlternatives } from "./alternatives.ts";
import { annotationFindings } from "./annotations.ts";
import { type Atom, atomsOf, isRestriction, matchesAny, prefixLengthOf, speaksOf } from "./atoms.ts";
import type { Pair, SchemaFinding, Step } from "./finding.ts";
import type { Identity } from "./identity.ts";
import { namesOf } from "./names.ts";
import { type Host, hostsOf, type Part, type Place, resolved, schemaOf } from "./place.ts";
import { kindOf, sentenceOf } from "./sentence.ts";
import type { View } from "./view.ts";

/** What comparing the schemas of one direction needs. */
export interface SchemaComparison {
  readonly direction: "request" | "response";
  readonly sender: View;
  readonly reader: View;
  readonly identity: Identity;
  /** Whether all that is valid under the sender's schema is valid under the reader's; bounded in time. */
  contains(sent: Schema, read: Schema): Containment;
  /** Whether no value is valid under both of the reader's schemas. */
  disjoint(one: Schema, other: Schema): boolean;
}

/** Compares the schemas of two places, before and after, in the given direction; equal parts cost nothing. */
export type ComparePlaces = (before: Place, after: Place) => Pair;

const contained: Containment = { verdict: "contained" };

/**
 * Compares places of two documents down to where they differ. A place is a conjunction of atoms, so what is sent is read
 * if and only if each atom of the reader is held by what is sent; atoms that both sides have are not looked at, and those
 * about a part of the value are followed into that part. What is found is remembered by pair of schemas.
 */
export function createComparison(comparison: SchemaComparison): ComparePlaces {
  const { direction, sender, reader, identity } = comparison;
  const known = new WeakMap<object, WeakMap<object, Pair>>();
  const isRequest = direction === "request";

  const compare: ComparePlaces = (before, after) => {
    const [from, to] = [single(isRequest ? sender : reader, before), single(isRequest ? reader : sender, after)];
    const key = from.length === 1 && to.length === 1 ? [from[0]?.schema, to[0]?.schema] : [];
    const [left, right] = key;
    if (typeof left !== "object" || typeof right !== "object") return compareNow(from, to, () => undefined);
    const pairs = known.get(left) ?? new WeakMap<object, Pair>();
    known.set(left, pairs);
    return pairs.get(right) ?? compareNow(from, to, (pair) => pairs.set(right, pair));
  };
  return compare;

  function compareNow(before: Place, after: Place, remember: (pair: Pair) => void): Pair {
    const [sentPlace, readPlace] = isRequest ? [before, after] : [after, before];
    const [sentHosts, readHosts] = [hostsOf(sender, sentPlace), hostsOf(reader, readPlace)];
    const unknown = unknownNames(sentHosts, readHosts);
    const sent = unknown.length === 0 ? sentPlace : [...sentPlace, without(unknown)];
    const pair: Pair = { sender: sentPlace, reader: readPlace, sent, findings: [], edges: [], complete: false };
    // Remembered before it is complete: a recursive schema leads back to it.
    remember(pair);
    const cut = {
      names: new Set([...namesOf(sender, sentHosts), ...namesOf(reader, readHosts)]),
      prefixLength: Math.max(prefixLengthOf(sentHosts), prefixLengthOf(readHosts)),
    };
    const sentAtoms = atomsOf(sentHosts, cut, schemaOf(sentPlace));
    const readAtoms = tolerant(atomsOf(readHosts, cut, schemaOf(readPlace)), sentAtoms);
    for (const key of new Set([...sentAtoms.keys(), ...readAtoms.keys()])) {
      compareAtoms(pair, key, sentAtoms, readAtoms);
    }
    const [hostsBefore, hostsAfter] = isRequest ? [sentHosts, readHosts] : [readHosts, sentHosts];
    pair.findings.push(...annotationFindings(identity, hostsBefore, hostsAfter));
    pair.complete = true;
    return pair;
  }

  /** Where the sender says nothing of a member to which the reader gives a meaning, it does not send it. */
  function unknownNames(sentHosts: readonly Host[], readHosts: readonly Host[]): readonly string[] {
    const rules = sentHosts.map(({ schema }) => schema.additionalProperties);
    if (rules.some((rule) => isRestriction(rule) && rule !== false)) return [];
    const own = namesOf(sender, sentHosts);
    const patterns = Object.assign({}, ...sentHosts.map(({ schema }) => schema.patternProperties ?? {})) as JsonObject;
    return [...namesOf(reader, readHosts)].filter((name) => !own.has(name) && !matchesAny(patterns, name));
  }

  /** A consumer must read past a member that is new to it, even where the old contract listed them all. */
  function tolerant(
    atoms: ReadonlyMap<string, readonly Atom[]>,
    sentAtoms: ReadonlyMap<string, readonly Atom[]>,
  ): ReadonlyMap<string, readonly Atom[]> {
    if (isRequest) return atoms;
    const isNew = (key: string, list: readonly Atom[]) =>
      key.startsWith("property ") && sentAtoms.has(key) && list.every(({ value }) => value === false);
    return new Map([...atoms].filter(([key, list]) => !isNew(key, list)));
  }

  function compareAtoms(
    pair: Pair,
    key: string,
    sentAtoms: ReadonlyMap<string, readonly Atom[]>,
    readAtoms: ReadonlyMap<string, readonly Atom[]>,
  ): void {
    const [sent, read] = [sentAtoms.get(key) ?? [], readAtoms.get(key) ?? []];
    const [before, after] = isRequest ? [sent, read] : [read, sent];
    if (sameAtoms(before, after)) return;
    if (key === "anyOf" || key === "oneOf") {
      if (before.length === 1 && after.length === 1) {
        compareAlternatives({ ...comparison, compare }, pair, key, before[0] as Atom, after[0] as Atom);
        return;
      }
    }
    const step = stepOf(key);
    const [partsBefore, partsAfter] = [partsOf(before), partsOf(after)];
    if (step !== undefined && partsBefore.length > 0 && partsAfter.length > 0) {
      if (!partsBefore.some(isNothing) && !partsAfter.some(isNothing)) {
        pair.edges.push({ step, pair: compare(partsBefore, partsAfter) });
        return;
      }
    }
    const [, name] = /^required ([\s\S]*)$/.exec(key) ?? [];
    // A required member that comes or goes is told with the member.
    if (name !== undefined && declares(sentAtoms, name) !== declares(readAtoms, name)) return;
    const own = key.startsWith("property ") ? `required ${key.slice("property ".length)}` : undefined;
    const wasRequired = own !== undefined && (isRequest ? sentAtoms : readAtoms).has(own);
    const isRequired = own !== undefined && (isRequest ? readAtoms : sentAtoms).has(own);
    const asked = [...read, ...(wasRequired === isRequired ? [] : (readAtoms.get(own ?? "") ?? []))];
    const verdict = asked.length === 0 ? contained : judge(pair, key, asked, sentAtoms);
    const places = placesOf(pair, key, sentAtoms, readAtoms);
    for (const finding of findingsOf(key, before, after, places, { wasRequired, isRequired })) {
      pair.findings.push({ ...finding, verdict: finding.harmless ? contained : verdict });
    }
  }

  /**
   * Whether what is sent holds what is asked. What is sent of the same kind often tells already, and is decided sooner than
   * the whole place; only where it does not is the whole looked at.
   */
  function judge(
    pair: Pair,
    key: string,
    asked: readonly Atom[],
    sentAtoms: ReadonlyMap<string, readonly Atom[]>,
  ): Containment {
    const wanted = allOf(asked.map(({ schema }) => schema));
    const kin = ["type", "values", key].flatMap((each) => sentAtoms.get(each) ?? []);
    if (comparison.contains(allOf(kin.map(({ schema }) => schema)), wanted).verdict === "contained") return contained;
    return comparison.contains(schemaOf(pair.sent), wanted);
  }

  function findingsOf(
    key: string,
    before: readonly Atom[],
    after: readonly Atom[],
    places: { readonly before?: string; readonly after?: string },
    member: { readonly wasRequired: boolean; readonly isRequired: boolean },
  ): readonly (Omit<SchemaFinding, "verdict"> & { readonly harmless: boolean })[] {
    return kindOf(key, before, after, member).map((kind) => ({
      kind,
      // Of values that come and go at once, each is judged by itself.
      harmless: kind === (isRequest ? "enum-value-added" : "enum-value-removed"),
      clause: sentenceOf(kind, key, before, after),
      ...places,
      ...(before[0] === undefined ? {} : { before: before[0].pointer }),
      ...(after[0] === undefined ? {} : { after: after[0].pointer }),
    }));
  }

  /** Where what one side does not say would stand: at the place itself. A member that is not there stands nowhere. */
  function placesOf(
    { sender: sent, reader: read }: Pair,
    key: string,
    sentAtoms: ReadonlyMap<string, readonly Atom[]>,
    readAtoms: ReadonlyMap<string, readonly Atom[]>,
  ): { readonly before?: string; readonly after?: string } {
    if (key.startsWith("property ")) return {};
    const member = key.replace(/^required /, "property ");
    const pointer = (place: Place, atoms: ReadonlyMap<string, readonly Atom[]>) =>
      atoms.get(member)?.[0]?.pointer ?? place[0]?.pointer ?? "";
    const [from, to] = [pointer(sent, sentAtoms), pointer(read, readAtoms)];
    return isRequest ? { before: from, after: to } : { before: to, after: from };
  }

  function sameAtoms(before: readonly Atom[], after: readonly Atom[]): boolean {
    return (
      before.length === after.length &&
      before.every((atom, index) => identity.same(atom.value, (after[index] as Atom).value))
    );
  }
}

function single(view: View, place: Place): Place {
  const [part] = place;
  return place.length === 1 && part !== undefined ? [resolved(view, part)] : place;
}

function without(names: readonly string[]): Part {
  return { schema: { properties: Object.fromEntries(names.map((name) => [name, false])) }, pointer: "" };
}

function declares(atoms: ReadonlyMap<string, readonly Atom[]>, name: string): boolean {
  return speaksOf(atoms.get(`property ${name}`) ?? []);
}

function partsOf(atoms: readonly Atom[]): readonly Part[] {
  return atoms.flatMap(({ part }) => (part === undefined ? [] : [part]));
}

function isNothing({ schema }: Part): boolean {
  return schema === false || (isObject(schema) && isObject(schema.not) && Object.keys(schema.not).length === 0);
}

/** Undefined where the atom is about the value as a whole. */
function stepOf(key: string): Step | undefined {
  const [word = "", ...rest] = key.split(" ");
  if (word === "property") return { member: rest.join(" ") };
  if (word === "item") return { item: Number(rest[0]) };
  if (key === "items") return { item: 0 };
  if (key === "additional" || word === "pattern") return "unnamed";
  return undefined;
}
