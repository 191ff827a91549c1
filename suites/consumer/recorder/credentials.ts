import { credentialPlaces, type RuleList } from "../../../contracts/portable.ts";
import { isSecretHeaderName } from "../../kit/secret-header.ts";
import { cookiesOf } from "../mock/cookies.ts";
import { headerText } from "../mock/message.ts";
import type { MockExchange } from "../mock/mock.ts";
import { splitTarget } from "../mock/query.ts";

const removed = "[removed]";

/** That a secret was sent, and how: what it was is never written. */
export interface RecordedSecret {
  readonly in: "header" | "query";
  /** As it stands in the file. */
  readonly name: string;
  /** As it stands in the file: `Bearer [removed]`. */
  readonly value: string;
  /** What a provider may be sent in its place: anything of the same form. */
  readonly rule: RuleList;
}

/** The scheme and the rest of an `Authorization` field (RFC 9110 §11.6.2). */
const authorization = /^([\w-]+) +\S/;

/**
 * The secrets of a request: where the operation's security schemes want a credential, and what is called like one. Of a
 * public operation, what nothing declares is no part of the interaction.
 */
export function secretsOf({ plan, request, reading }: MockExchange): readonly RecordedSecret[] {
  const { contract, operation } = plan;
  const wanted = credentialPlaces(contract, operation).flat();
  const declared = operation.parameters.filter(({ name }) => isSecretHeaderName(name));
  const namesIn = (place: "header" | "query") => [
    ...wanted.flatMap((one) => (one.in === place ? [one.name] : [])),
    ...declared.filter((parameter) => parameter.in === place).map(({ name }) => name),
  ];
  const isCookieWanted = wanted.some((place) => place.in === "cookie") || Object.keys(reading.cookie).length > 0;
  const headers = once([...namesIn("header"), ...(isCookieWanted ? ["Cookie"] : [])]).flatMap((name) => {
    const text = headerText(request.headers, name.toLowerCase());
    return text === undefined ? [] : [headerSecret(name, text)];
  });
  const search = new URLSearchParams(splitTarget(request.target).search);
  const queries = once(namesIn("query")).filter((name) => search.has(name));
  return [...headers, ...queries.map((name) => ({ in: "query", name, value: removed, rule: anything("") }) as const)];
}

/** Of cookies the names stay, and of an authorization its scheme. */
function headerSecret(name: string, text: string): RecordedSecret {
  const place = { in: "header", name } as const;
  if (name === "Cookie") {
    const pairs = [...cookiesOf({ cookie: text }).keys()].map((cookie) => `${cookie}=${removed}`);
    return { ...place, value: pairs.join("; "), rule: anything("") };
  }
  const scheme = /authorization$/i.test(name) ? authorization.exec(text)?.[1] : undefined;
  return scheme === undefined
    ? { ...place, value: removed, rule: anything("") }
    : { ...place, value: `${scheme} ${removed}`, rule: anything(`${scheme} `) };
}

function anything(prefix: string): RuleList {
  return { combine: "AND", matchers: [{ match: "regex", regex: `^${prefix}.+$` }] };
}

/** Names of headers are the same in any case (RFC 9110 §5.1); the first way of writing one stays. */
function once(names: readonly string[]): readonly string[] {
  return [...new Map(names.toReversed().map((name) => [name.toLowerCase(), name])).values()].toReversed();
}
