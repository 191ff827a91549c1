import type { RuleList } from "../../../contracts/portable.ts";
import { headerText } from "../mock/message.ts";
import type { MockExchange } from "../mock/mock.ts";

/** That credentials were sent, and how: what they were is never written. */
export interface RecordedCredentials {
  /** As it stands in the file: `Bearer [removed]`. */
  readonly value: string;
  /** What a provider may be sent in its place: any credentials of the same scheme. */
  readonly rule: RuleList;
}

/** The scheme and the rest of an `Authorization` field (RFC 9110 §11.6.2). */
const authorization = /^([\w-]+) +\S/;

/** The credentials of a request to an operation that asks for some; undefined where there are none. */
export function credentialsOf({ plan, request }: MockExchange): RecordedCredentials | undefined {
  if (plan.operation.security.length === 0) return undefined;
  const scheme = authorization.exec(headerText(request.headers, "authorization") ?? "")?.[1];
  if (scheme === undefined) return undefined;
  return {
    value: `${scheme} [removed]`,
    rule: { combine: "AND", matchers: [{ match: "regex", regex: `^${scheme} .+$` }] },
  };
}
