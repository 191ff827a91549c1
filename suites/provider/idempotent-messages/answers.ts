import { canonical } from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";

/** Members that say when or how often something was written: a repetition may move them, and change nothing that counts. */
const bookkeeping =
  /^(?:_?(?:version|revision|rev|etag)|(?:last_?)?(?:updated|modified|changed|seen)(?:_?(?:at|on|time))?)$/i;

export const isSuccess = ({ response }: Exchange): boolean => response.status >= 200 && response.status < 300;

/** What a reader learns from an answer: status, `Location` and the body as JSON, without how it is written. */
export function answerOf({ response }: Exchange): string {
  return canonical([response.status, response.headers.location ?? null, contentOf(response.body)]);
}

/** What an object is: the body of an answer that shows it, without what is kept about its writing. */
export function stateOf({ response }: Exchange): string {
  return canonical(withoutBookkeeping(contentOf(response.body)));
}

/** The content of a body: JSON where it is JSON, else the text. */
export function contentOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function withoutBookkeeping(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !bookkeeping.test(name)));
}
