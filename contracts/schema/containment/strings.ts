import { compilePattern, PatternTimeout } from "../pattern.ts";
import type { Budget } from "./budget.ts";
import { hasFormat as isOfFormat, stringFormats } from "./formats.ts";
import { type Atom, type Formula, types } from "./formula.ts";
import { unicodeReading } from "./language/classes.ts";
import { type ParsedPattern, parsePattern } from "./language/parse.ts";
import { anyCharacter, createExpressions, type Expression } from "./language/regex.ts";
import { type Texts, textsOf } from "./language/texts.ts";
import { Exhausted, Undecided } from "./outcome.ts";

/**
 * What `\d` and `\w` are beyond ASCII: nothing, as ECMA-262 says (JSON Schema Core §6.4 recommends it), or left open
 * where an engine that knows Unicode would judge otherwise.
 */
export type PatternReading = "ecmascript" | "cautious";

/** Judges and finds strings. */
export interface Strings {
  /** Whether something was left open because engines differ in what `\d` and `\w` are. */
  readonly enginesDiffered: () => boolean;
  /** Some strings that meet a formula. Throws `Undecided` when it cannot be told whether there are any. */
  texts(formula: Formula, count: number): Texts;
  /** Throws `Undecided` when the pattern cannot be read or takes too long. */
  matches(source: string, text: string): boolean;
  /** Throws `Undecided` when it is not certain. */
  hasFormat(name: string, text: string): boolean;
}

/** How many members of a superset are looked at for one that is in the set itself. */
const maxCandidates = 300;

/** `holds` judges a formula for one value. */
export function createStrings(
  budget: Budget,
  holds: (formula: Formula, value: unknown) => boolean,
  reading: PatternReading,
): Strings {
  const expressions = createExpressions(() => budget.spend());
  const patterns = new Map<string, ParsedPattern>();
  const { anything, nothing, any, all, not, loop, character } = expressions;
  const one = character(anyCharacter);
  let differed = false;

  return { texts, matches, hasFormat, enginesDiffered: () => differed };

  function texts(formula: Formula, count: number): Texts {
    const parts = formula.kind === "all" ? formula.parts : [formula];
    const listed = parts.find((part) => part.kind === "string" && part.test.is === "in");
    if (listed?.kind === "string" && listed.test.is === "in") {
      const members = (listed.test.values as readonly string[]).filter((text) => holds(formula, text));
      return { members: members.slice(0, count), exhausted: members.length <= count };
    }
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    const others: Formula[] = [];
    for (const part of parts) {
      if (part.kind !== "size" || part.of !== "string") others.push(part);
      else if (part.is === "least") least = Math.max(least, part.count);
      else most = Math.min(most, part.count);
    }
    const language = all(others.map(languageOf));
    const exact = others.every(isExact);
    if (language === anything && count === 1) return { members: plainText(least, most), exhausted: least > most };
    if (exact) return textsOf(expressions, budget, language, { count, least, most });
    return candidates(formula, { language, least, most, count });
  }

  /** Members of a superset that are members indeed. */
  function candidates(
    formula: Formula,
    { language, least, most, count }: { language: Expression; least: number; most: number; count: number },
  ): Texts {
    const members = new Set<string>();
    let open: Undecided | undefined;
    const consider = (text: string) => {
      if (members.size >= count || members.has(text)) return;
      try {
        if (holds(formula, text)) members.add(text);
      } catch (error) {
        if (error instanceof Exhausted || !(error instanceof Undecided)) throw error;
        // Of another text it may be certain.
        open ??= error;
      }
    };
    for (const sample of samplesOf(formula)) consider(sample);
    let exhausted = false;
    if (members.size < count) {
      const found = textsOf(expressions, budget, language, { count: maxCandidates, least, most });
      exhausted = found.exhausted;
      for (const text of found.members) consider(text);
    }
    if (members.size === 0 && open !== undefined) throw open;
    if (members.size === 0 && !exhausted) throw new Undecided("no text was found for a pattern or a format");
    return { members: [...members], exhausted: exhausted && members.size < count && open === undefined };
  }

  /** The language of a formula, or a superset of it where it is not exact. */
  function languageOf(formula: Formula): Expression {
    switch (formula.kind) {
      case "type":
        return (formula.mask & types.string) === 0 ? nothing : anything;
      case "all":
        return all(formula.parts.map(languageOf));
      case "any":
        return any(formula.parts.map(languageOf));
      case "size":
        if (formula.of !== "string") return anything;
        return formula.is === "least"
          ? loop(one, formula.count, Number.POSITIVE_INFINITY)
          : loop(one, 0, formula.count);
      case "string":
        return atomLanguage(formula);
      default:
        return anything;
    }
  }

  function atomLanguage({ test }: Extract<Atom, { kind: "string" }>): Expression {
    switch (test.is) {
      case "in":
        return expressions.oneOf(test.values);
      case "notIn":
        return not(expressions.oneOf(test.values));
      case "pattern":
        return parsed(test.source).language;
      case "noPattern": {
        const { language, exact } = parsed(test.source);
        return exact ? not(language) : anything;
      }
      case "format": {
        const shape = stringFormats[test.name]?.shape;
        return shape === undefined ? anything : parsed(shape).language;
      }
      case "noFormat":
        return anything;
    }
  }

  function isExact(formula: Formula): boolean {
    if (formula.kind === "all" || formula.kind === "any") return formula.parts.every(isExact);
    if (formula.kind !== "string") return true;
    const { test } = formula;
    if (test.is === "pattern" || test.is === "noPattern") return parsed(test.source).exact;
    return test.is !== "format" && test.is !== "noFormat";
  }

  function samplesOf(formula: Formula): readonly string[] {
    if (formula.kind === "all" || formula.kind === "any") return formula.parts.flatMap(samplesOf);
    if (formula.kind !== "string") return [];
    return formula.test.is === "format" ? (stringFormats[formula.test.name]?.samples ?? []) : [];
  }

  function parsed(source: string): ParsedPattern {
    const known = patterns.get(source);
    if (known !== undefined) return known;
    const made = parsePattern(expressions, source);
    if (made === undefined) throw new Undecided(`the pattern ${source} cannot be read`);
    patterns.set(source, made);
    return made;
  }

  function matches(source: string, text: string): boolean {
    budget.spend();
    const { language, exact } = parsed(source);
    if (exact && text.length > 16 && isAscii(text)) return isMember(language, text);
    try {
      const verdict = compilePattern(source).test(text);
      if (reading === "ecmascript" || isAscii(text)) return verdict;
      if (compilePattern(unicodeReading(source)).test(text) === verdict) return verdict;
    } catch (error) {
      if (!(error instanceof PatternTimeout)) throw error;
      budget.look();
      throw new Undecided(error.message);
    }
    differed = true;
    throw new Undecided(`engines differ in whether the pattern ${source} knows letters and digits beyond ASCII`);
  }

  /** One step for each character, however the pattern is written. */
  function isMember(language: Expression, text: string): boolean {
    let left = language;
    for (const part of text) {
      budget.spend();
      const character = part.codePointAt(0) as number;
      const step = expressions.steps(left).find(({ characters }) => characters.has(character));
      if (step === undefined) return false;
      left = step.rest;
    }
    return left.empty;
  }

  function hasFormat(name: string, text: string): boolean {
    const verdict = isOfFormat(name, text);
    if (verdict === undefined) throw new Undecided(`whether a text is of the format ${name} is not certain`);
    return verdict;
  }
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}

/** A witness with a longer text is not made. */
const maxLength = 1_048_576;

function plainText(least: number, most: number): string[] {
  if (least > most) return [];
  if (least > maxLength) throw new Undecided("its shortest text is too long to be shown");
  return ["a".repeat(least)];
}
