import { type Answer, refused } from "./answer.ts";
import type { Caller } from "./authenticate.ts";
import type { Database, Transaction } from "./database.ts";
import type { Claim, Idempotency } from "./idempotency.ts";
import type { Logs } from "./log.ts";
import type { Handler } from "./operation.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";
import type { Trace } from "./trace.ts";
import type { Input } from "./validate-input.ts";

/** A request that may be done. */
export interface Task {
  readonly route: Route;
  readonly pathname: string;
  readonly input: Input;
  readonly caller: Caller;
  readonly trace: Trace;
}

/** What doing it takes. */
export interface Means {
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly idempotency: Idempotency;
  readonly database: Database;
  readonly logs: Logs;
}

/** Lets the handler answer: once for each idempotency key, and with one line in the business log for each action. */
export async function perform(means: Means, task: Task): Promise<Answer> {
  const { route, input, caller } = task;
  const key = input.headers["Idempotency-Key"];
  if (typeof key !== "string") return handle(means, task, undefined);
  const payload = [input.path, input.query, input.body];
  const message = { subject: caller.subject, operation: route.id, key, payload };
  const held = await means.idempotency.claim(message);
  return "answer" in held ? held.answer : handle(means, task, held.claim);
}

async function handle(means: Means, task: Task, claim: Claim | undefined): Promise<Answer> {
  const { handlers, database, logs } = means;
  const { route, pathname, input, caller, trace } = task;
  const transaction = (work: (client: Transaction) => Promise<Answer>) =>
    database.transaction(async (client) => {
      const answer = await work(client);
      await claim?.settle(client, answer);
      return answer;
    });
  const isAction = route.operation.method !== "get";
  const entry = { action: route.id, object: pathname, traceId: trace.id };
  try {
    const request = { ...input, caller, trace, transaction };
    const answer = await (handlers[route.id] as unknown as (given: typeof request) => Promise<Answer>)(request);
    if (isAction) logs.business.info({ ...entry, object: answer.headers?.location ?? pathname }, "done");
    return answer;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) {
      // Nothing was done. Where even that cannot be written, the claim ends by itself.
      await claim?.release().catch(() => {});
      throw error;
    }
    // A refusal is an answer like another: the same message gets it again.
    if (error.slug !== "request-in-progress") await claim?.settle(database, refused(error));
    if (isAction && error.status !== 404) logs.business.info({ ...entry, rule: error.slug }, "refused");
    throw error;
  }
}
