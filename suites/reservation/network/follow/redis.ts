import type { Found } from "../wire/reader.ts";
import { type RedisReply, type RedisRequest, readRedisReplies, readRedisRequests } from "../wire/redis.ts";
import {
  type AnswerPart,
  blindness,
  type CommitOutcome,
  createFollower,
  type Follower,
  type FoundCommit,
} from "./follower.ts";
import { afterWhichNothingIsCounted, changesNothingAtZero, writes } from "./redis-commands.ts";
import { joinStatements } from "./transaction.ts";

/** Follows a connection of Redis. An answer is one reply; a commit is EXEC, or a command that writes by itself. */
export function followRedis(): Follower {
  /** For each reply that is to come: the command, where a commit hangs on it. */
  const outstanding: (string | undefined)[] = [];
  /** What was sent since MULTI. */
  let queued: string | undefined;
  let answer = 0;
  // A subscriber gets what it did not ask for, so that replies cannot be counted. It does not write either.
  let subscribed = false;

  const committedBy = (name: string, statement: string): string | undefined => {
    switch (name) {
      case "MULTI":
        queued = "";
        return undefined;
      case "DISCARD":
      case "RESET":
        queued = undefined;
        return undefined;
      case "EXEC": {
        const committed = queued === undefined ? undefined : joinStatements(queued, statement);
        queued = undefined;
        return committed;
      }
      default:
        if (queued === undefined) return writes.has(name) ? statement : undefined;
        queued = joinStatements(queued, statement);
        return undefined;
    }
  };

  const onRequest = ({ message, begin }: Found<RedisRequest>): FoundCommit | undefined => {
    if (message.kind === "encrypted") throw new Error(blindness.encrypted);
    const name = message.words[0]?.toUpperCase() ?? "";
    subscribed ||= afterWhichNothingIsCounted(name, message.words[1]?.toUpperCase() ?? "");
    if (subscribed) return undefined;
    const statement = committedBy(name, message.words.join(" "));
    const commit = statement === undefined ? undefined : { begin, answer: answer + outstanding.length, statement };
    outstanding.push(commit === undefined ? undefined : name);
    return commit && { ...commit, certain: true };
  };

  const onAnswer = ({ message, end }: Found<RedisReply>): AnswerPart | undefined => {
    if (message.kind === "push" || subscribed) return undefined;
    if (outstanding.length === 0) throw new Error(blindness.unasked);
    const name = outstanding.shift();
    const part: AnswerPart = { answer, end, outcome: name === undefined ? undefined : outcomeOf(name, message) };
    answer += 1;
    return part;
  };

  return createFollower({
    requests: readRedisRequests(),
    answers: readRedisReplies(),
    onRequest,
    onAnswer,
    answer: () => answer,
  });
}

/** What a script changed cannot be told from its reply, unless it failed. */
function outcomeOf(name: string, { kind }: RedisReply): CommitOutcome {
  if (kind === "error") return "nothing";
  if (kind === "null") return scripts.has(name) ? "took-effect" : "nothing";
  return kind === "zero" && changesNothingAtZero.has(name) ? "nothing" : "took-effect";
}

const scripts = new Set(["EVAL", "EVALSHA", "FCALL"]);
