import { type HttpRequest, type HttpResponse, readHttpRequests, readHttpResponses } from "../wire/http.ts";
import type { Found } from "../wire/reader.ts";
import {
  type AnswerPart,
  blindness,
  type CommitOutcome,
  createFollower,
  type Follower,
  type FoundCommit,
} from "./follower.ts";

/**
 * The calls of etcd's JSON gateway (https://etcd.io/docs/latest/dev-guide/api_grpc_gateway/) that write. A lease that is
 * kept alive is no commit: the gateway answers it as a stream.
 */
const writing =
  /^\/v3(?:alpha|beta)?\/(?:kv\/(?:put|txn|deleterange|lease\/revoke)|lease\/(?:grant|revoke)|lock\/(?:lock|unlock)|election\/(?:campaign|proclaim|resign))$/;
const transaction = /\/txn$/;
const writesInElse = /"failure"\s*:\s*\[[\s\S]*?"(?:request_?put|request_?delete_?range|request_?txn)"/i;
const succeeded = /"succeeded"\s*:\s*true/;

/** Follows a connection of HTTP/1.1 to etcd. An answer is one final response; a commit is a call that writes. */
export function followHttp(): Follower {
  const methods: string[] = [];
  /** For each response that is to come: the request, where a commit hangs on it. */
  const outstanding: ((HttpRequest & { readonly kind: "request" }) | undefined)[] = [];
  let answer = 0;

  const onRequest = ({ message, begin }: Found<HttpRequest>): FoundCommit | undefined => {
    if (message.kind !== "request") throw new Error(blindness[message.kind]);
    const { method, path, body } = message;
    const writes = method === "POST" && writing.test(path);
    const answered = answer + outstanding.length;
    outstanding.push(writes ? message : undefined);
    return writes ? { begin, answer: answered, statement: `${method} ${path}\n${body}`, certain: true } : undefined;
  };

  const onAnswer = ({ message, end }: Found<HttpResponse>): AnswerPart | undefined => {
    if (outstanding.length === 0) throw new Error(blindness.unasked);
    const request = outstanding.shift();
    const part: AnswerPart = { answer, end, outcome: request && outcomeOf(request.path, request.body, message) };
    answer += 1;
    return part;
  };

  return createFollower({
    requests: readHttpRequests((method) => methods.push(method)),
    answers: readHttpResponses(() => methods.shift()),
    onRequest,
    onAnswer,
    answer: () => answer,
  });
}

/** A transaction whose comparison failed changed nothing, unless it writes then too. */
function outcomeOf(path: string, request: string, { status, body }: HttpResponse): CommitOutcome {
  if (status >= 300) return "nothing";
  if (!transaction.test(path) || succeeded.test(body)) return "took-effect";
  return writesInElse.test(request) ? "took-effect" : "nothing";
}
