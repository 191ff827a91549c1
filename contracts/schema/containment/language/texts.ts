import type { CharSet } from "refa";
import type { Budget } from "../budget.ts";
import { Undecided } from "../outcome.ts";
import type { Expression, Expressions } from "./regex.ts";

/** Some members of a language. */
export interface Texts {
  readonly members: readonly string[];
  /** There are no others. */
  readonly exhausted: boolean;
}

/** What is looked for: so many members, each of a length (code points) in this range. */
export interface Wanted {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/** More states are not made for one question about a language. */
const maxStates = 2_000;
/** A witness with a longer text would help nobody. */
const maxLength = 4_096;

interface Edge {
  readonly characters: CharSet;
  readonly to: number;
}

/**
 * Finds the shortest members. Throws `Undecided` when the language has too many states, or its members are too long, or
 * cannot be written in JSON (lone surrogates).
 */
export function textsOf(expressions: Expressions, budget: Budget, expression: Expression, wanted: Wanted): Texts {
  if (wanted.least > wanted.most || expression === expressions.nothing) return { members: [], exhausted: true };
  const { edges, sources, accepting } = explore(expressions, budget, expression);
  const members: string[] = [];
  let skipped = false;
  // By the number of characters that are left: the states from which a member can end after exactly so many.
  const ending: ReadonlySet<number>[] = [accepting];
  let reached: ReadonlySet<number> = new Set([0]);
  for (let length = 0; length <= wanted.most; length++) {
    if (reached.size === 0) return finished(true);
    if (length > maxLength) throw new Undecided("its shortest text is too long to be shown");
    if (length > 0) ending.push(before(ending[length - 1] as ReadonlySet<number>));
    if (length >= wanted.least && [...reached].some((state) => accepting.has(state))) {
      for (const member of membersFrom(0, length)) {
        budget.spend(1 + length / 16);
        members.push(member);
        if (members.length >= wanted.count) return finished(false);
      }
    }
    reached = after(reached);
  }
  return finished(true);

  function finished(exhausted: boolean): Texts {
    if (exhausted && skipped && members.length < wanted.count) throw new Undecided("it depends on lone surrogates");
    return { members, exhausted };
  }

  function after(states: ReadonlySet<number>): ReadonlySet<number> {
    budget.spend(1 + states.size / 8);
    return new Set([...states].flatMap((state) => (edges[state] as Edge[]).map(({ to }) => to)));
  }

  function before(states: ReadonlySet<number>): ReadonlySet<number> {
    budget.spend(1 + states.size / 8);
    return new Set([...states].flatMap((state) => sources[state] as number[]));
  }

  function* membersFrom(start: number, length: number): Iterable<string> {
    const path: { readonly text: string; readonly ways: Iterator<[string, number]> }[] = [];
    if (length === 0) {
      yield "";
      return;
    }
    path.push({ text: "", ways: waysFrom(start, length - 1) });
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.ways.next();
      if (next.done === true) {
        path.pop();
        continue;
      }
      const [character, to] = next.value;
      const left = length - path.length;
      if (left === 0) yield top.text + character;
      else path.push({ text: top.text + character, ways: waysFrom(to, left - 1) });
    }
  }

  function* waysFrom(state: number, left: number): Iterator<[string, number]> {
    for (const { characters, to } of edges[state] as Edge[]) {
      if (!(ending[left] as ReadonlySet<number>).has(to)) continue;
      let found = false;
      for (const character of charactersOf(characters)) {
        found = true;
        yield [String.fromCodePoint(character), to];
      }
      skipped ||= !found || characters.commonCharacter({ min: 0xd800, max: 0xdfff }) !== undefined;
    }
  }
}

/** The states that lie on a way to a member, the first of them first. */
function explore(expressions: Expressions, budget: Budget, start: Expression) {
  const numbers = new Map<number, number>([[start.id, 0]]);
  const states = [start];
  const all: Edge[][] = [];
  for (let index = 0; index < states.length; index++) {
    budget.spend();
    if (states.length > maxStates) throw new Undecided("a pattern has too many states");
    const ways = expressions.steps(states[index] as Expression).map(({ characters, rest }) => {
      const known = numbers.get(rest.id);
      if (known !== undefined) return { characters, to: known };
      numbers.set(rest.id, states.length);
      states.push(rest);
      return { characters, to: states.length - 1 };
    });
    all.push(ways);
  }
  const accepting = new Set(states.flatMap(({ empty }, index) => (empty ? [index] : [])));
  const alive = new Set(accepting);
  const sources: number[][] = states.map(() => []);
  for (const [from, ways] of all.entries()) for (const { to } of ways) sources[to]?.push(from);
  const waiting = [...alive];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const source of sources[state] as number[]) {
      if (alive.has(source)) continue;
      alive.add(source);
      waiting.push(source);
    }
  }
  const edges = all.map((ways, from) => (alive.has(from) ? ways.filter(({ to }) => alive.has(to)) : []));
  return { edges, sources, accepting };
}

/** What people read first: letters and digits, then what else is printable in ASCII, then the rest; no surrogates. */
const preferred = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x20, 0x7e],
] as const;

function* charactersOf(set: CharSet): Iterable<number> {
  const given = new Set<number>();
  for (const [from, to] of preferred) {
    for (let character = from; character <= to; character++) {
      if (given.has(character) || !set.has(character)) continue;
      given.add(character);
      yield character;
    }
  }
  for (const { min, max } of set.ranges) {
    for (let character: number = min; character <= max; character++) {
      if (character >= 0xd800 && character <= 0xdfff) character = 0xe000;
      if (character <= max && !given.has(character)) yield character;
    }
  }
}
