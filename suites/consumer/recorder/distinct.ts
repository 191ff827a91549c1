import { canonical, describedAs, type Interaction, isObject } from "../../../contracts/portable.ts";
import { contentOf, digest } from "./interaction.ts";

/** Longer lists of members are told apart by a digest. */
const longestReading = 60;

/**
 * Makes one list of what several tests recorded: each interaction once, with all parts that recorded it. What asks the same in
 * the same states, and expects something else, gets a description of its own by what is read of the answer; of answers for
 * which no test wished, only the one that says most is kept, since nobody relies on any of them. Ordered by description and
 * states; the same for the same interactions in any order, whether or not they came out of a file that was made so.
 */
export function distinct(recorded: readonly Interaction[]): readonly Interaction[] {
  const groups = Map.groupBy(recorded.map(asRecorded), ({ description, providerStates }) =>
    canonical([description, providerStates]),
  );
  const ordered = [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
  return ordered.flatMap(([, group]) => named([...wishes(group), ...withoutWish(group)]));
}

/** The parts that recorded an interaction. */
export function recordedBy({ comments }: Interaction): readonly string[] {
  return Array.isArray(comments.recordedBy) ? comments.recordedBy.map(String) : [];
}

/** The same interaction, recorded by these parts; by nobody: as it is. */
export function signed(interaction: Interaction, by: readonly string[]): Interaction {
  const names = [...new Set(by)].sort();
  return names.length === 0
    ? interaction
    : { ...interaction, comments: { ...interaction.comments, recordedBy: names } };
}

/** What a test wished for, each content once. */
function wishes(group: readonly Interaction[]): readonly Interaction[] {
  const contents = Map.groupBy(group.filter(isWish), contentOf);
  const ordered = [...contents].sort(([one], [other]) => (one < other ? -1 : 1));
  return ordered.map(([, same]) => signed(same[0] as Interaction, same.flatMap(recordedBy)));
}

function withoutWish(group: readonly Interaction[]): readonly Interaction[] {
  const all = group.filter((interaction) => !isWish(interaction));
  if (all.length === 0) return [];
  return [signed(all.reduce(telling), all.flatMap(recordedBy))];
}

/** Of two, the one that says more; of two that say as much, always the same one. */
function telling(one: Interaction, other: Interaction): Interaction {
  const [left, right] = [contentOf(one), contentOf(other)];
  if (left.length !== right.length) return left.length > right.length ? one : other;
  return left <= right ? one : other;
}

function isWish({ comments }: Interaction): boolean {
  return isObject(comments.answer);
}

/** Without the description that told it from others: those may not be there any more. */
function asRecorded(interaction: Interaction): Interaction {
  const { answer } = interaction.comments;
  if (!isObject(answer) || typeof answer.of !== "string") return interaction;
  const { of, ...rest } = answer;
  return describedAs({ ...interaction, comments: { ...interaction.comments, answer: rest } }, of);
}

/** Descriptions by which those of one group are told apart. */
function named(group: readonly Interaction[]): readonly Interaction[] {
  if (group.length < 2) return group;
  const readings = group.map(readingOf);
  return group.map((interaction, index) => {
    const { answer } = interaction.comments;
    if (!isObject(answer)) return interaction;
    const { description } = interaction;
    const reading = readings[index] as string;
    const isUnique = readings.filter((other) => other === reading).length === 1;
    const label = isUnique ? reading : `${reading} as ${digest(contentOf(interaction))}`;
    const comments = { ...interaction.comments, answer: { ...answer, of: description } };
    return describedAs({ ...interaction, comments }, `${description}, reading ${label}`);
  });
}

function readingOf({ comments: { answer } }: Interaction): string {
  const names = isObject(answer) && Array.isArray(answer.reads) ? answer.reads.map(String) : [];
  const text = names.join(", ");
  if (text === "") return "nothing";
  return text.length <= longestReading ? text : `members ${digest(text)}`;
}
