import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { type CharSet, JS } from "refa";
import { Undecided } from "../outcome.ts";
import { anyCharacter, type Expression, type Expressions } from "./regex.ts";

/** What a pattern says, as far as it is regular in the plain sense. */
export interface ParsedPattern {
  /** The texts in which the pattern is found; a superset of them where `exact` is false. */
  readonly language: Expression;
  readonly exact: boolean;
}

const flags = { unicode: true } as const;

/** Longer patterns are not read. */
const maxLength = 100_000;
/** More elements that look back, or stand before one that does, are not taken one inside the other. */
const maxLookingBack = 200;

/**
 * The language of an ECMA-262 pattern, which is searched for anywhere in a text (JSON Schema Core §6.4). `^`, `$` and
 * look-ahead are exact; word boundaries, look-behind and back-references are taken for "perhaps", which gives a superset.
 *
 * Undefined: the pattern cannot be read with the flag `u`.
 */
export function parsePattern(expressions: Expressions, source: string): ParsedPattern | undefined {
  if (source.length > maxLength) throw new Undecided("a pattern is too long");
  let pattern: AST.Pattern;
  try {
    pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: true });
  } catch {
    return undefined;
  }
  const { nothing, anything, any, all, not, concatenation, loop, character } = expressions;
  const some = concatenation([character(anyCharacter), anything]);
  let exact = true;
  const atStart = alternatives(pattern.alternatives, anything, true);
  const later = alternatives(pattern.alternatives, anything, false);
  return { language: any([atStart, concatenation([anything, later])]), exact };

  /** The texts of which a beginning matches and the rest is in `rest`; `start`: nothing stands before. */
  function alternatives(list: readonly AST.Alternative[], rest: Expression, start: boolean): Expression {
    return any(list.map(({ elements }) => sequence(elements, rest, start)));
  }

  function sequence(elements: readonly AST.Element[], rest: Expression, start: boolean): Expression {
    const last = elements.findLastIndex(looksBack);
    if (last > maxLookingBack) throw new Undecided("a pattern is too long");
    // Behind the last element that looks back nothing depends on where it stands.
    const [before, after] = [elements.slice(0, last + 1), elements.slice(last + 1)];
    const [first, ...others] = after;
    if (first === undefined) return lookingBack(before, rest, start);
    const tail = others.reduceRight((behind, next) => element(next, behind, false), rest);
    return before.length === 0 ? element(first, tail, start) : lookingBack(before, element(first, tail, false), start);
  }

  function lookingBack(elements: readonly AST.Element[], rest: Expression, start: boolean): Expression {
    const [first, ...others] = elements;
    if (first === undefined) return rest;
    if (first.type === "Assertion") return assertion(first, lookingBack(others, rest, start), start);
    if (!others.some(looksBack)) return element(first, lookingBack(others, rest, false), start);
    if (!start) return element(first, lookingBack(others, rest, false), false);
    // Whether the rest still stands at the start depends on whether this element took a character.
    if (looksAround(first))
      return inexact(element(first, any([lookingBack(others, rest, false), lookingBack(others, rest, true)]), true));
    const own = element(first, expressions.empty, true);
    const moved = concatenation([all([own, some]), lookingBack(others, rest, false)]);
    return own.empty ? any([moved, lookingBack(others, rest, true)]) : moved;
  }

  function element(of: AST.Element, rest: Expression, start: boolean): Expression {
    switch (of.type) {
      case "Character":
        return concatenation([character(JS.createCharSet([of.value], flags)), rest]);
      case "CharacterSet":
      case "CharacterClass":
        return concatenation([character(setOf(of)), rest]);
      case "Group":
        return of.modifiers === null || of.modifiers === undefined
          ? alternatives(of.alternatives, rest, start)
          : inexact(concatenation([anything, rest]));
      case "CapturingGroup":
        return alternatives(of.alternatives, rest, start);
      case "Quantifier":
        return quantifier(of, rest, start);
      case "Assertion":
        return assertion(of, rest, start);
      default:
        return inexact(concatenation([anything, rest]));
    }
  }

  function quantifier({ element: of, min, max }: AST.Quantifier, rest: Expression, start: boolean): Expression {
    if (max === 0) return rest;
    if (!looksAround(of)) return concatenation([loop(element(of, expressions.empty, start), min, max), rest]);
    if (min === 0 && max === 1) return any([rest, element(of, rest, start)]);
    if (min === 1 && max === 1) return element(of, rest, start);
    return inexact(concatenation([anything, rest]));
  }

  function assertion(of: AST.Assertion, rest: Expression, start: boolean): Expression {
    switch (of.kind) {
      case "start":
        return start ? rest : nothing;
      case "end":
        return all([rest, expressions.empty]);
      case "lookahead": {
        const ahead = alternatives(of.alternatives, anything, start);
        // A superset that is negated would be a subset.
        if (of.negate && !exact) return rest;
        return all([of.negate ? not(ahead) : ahead, rest]);
      }
      default:
        return inexact(rest);
    }
  }

  function inexact(superset: Expression): Expression {
    exact = false;
    return superset;
  }
}

/** Whether what an element matches depends on what stands around it. */
function looksAround(of: AST.Element): boolean {
  switch (of.type) {
    case "Assertion":
    case "Backreference":
      return true;
    case "Quantifier":
      return looksAround(of.element);
    case "Group":
    case "CapturingGroup":
      return of.alternatives.some(({ elements }) => elements.some(looksAround));
    default:
      return false;
  }
}

/** Whether it asks if it stands at the start. */
function looksBack(of: AST.Element): boolean {
  switch (of.type) {
    case "Assertion":
      return (
        of.kind === "start" ||
        ("alternatives" in of && of.alternatives.some(({ elements }) => elements.some(looksBack)))
      );
    case "Quantifier":
      return looksBack(of.element);
    case "Group":
    case "CapturingGroup":
      return of.alternatives.some(({ elements }) => elements.some(looksBack));
    default:
      return false;
  }
}

function setOf(of: AST.CharacterSet | AST.CharacterClass): CharSet {
  if (of.type === "CharacterSet") return predefined(of);
  const parts = (of.elements as readonly AST.ClassRangesCharacterClassElement[]).map((part) => {
    if (part.type === "Character") return JS.createCharSet([part.value], flags);
    if (part.type === "CharacterClassRange")
      return JS.createCharSet([{ min: part.min.value, max: part.max.value }], flags);
    return predefined(part as AST.CharacterSet);
  });
  const union = parts.reduce((left, right) => left.union(right), JS.createCharSet([], flags));
  return of.negate ? union.negate() : union;
}

function predefined(of: AST.CharacterSet): CharSet {
  switch (of.kind) {
    case "any":
      return JS.createCharSet([{ kind: "any" }], flags);
    case "property":
      return JS.createCharSet(
        [{ kind: "property", key: of.key, value: of.value, negate: of.negate, strings: false } as never],
        flags,
      );
    default:
      return JS.createCharSet([{ kind: of.kind, negate: of.negate }], flags);
  }
}
