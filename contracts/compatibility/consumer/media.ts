import type { MediaType, Operation } from "../../model/contract.ts";

/** The media type without its parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** The declared media type that is meant: the same one, else its family's range, else any (RFC 9110 §12.5.1). */
export function declaredMedia(content: ReadonlyMap<string, MediaType>, mediaType: string): MediaType | undefined {
  const wanted = essenceOf(mediaType);
  const find = (name: string) => [...content].find(([declared]) => essenceOf(declared) === name)?.[1];
  return find(wanted) ?? find(`${wanted.split("/")[0]}/*`) ?? find("*/*");
}

/** Whether one of the declared media types satisfies an `Accept` header; a range with `q=0` accepts nothing. */
export function isAccepted(accept: string, declared: Iterable<string>): boolean {
  const ranges = accept
    .split(",")
    .filter((range) => !/;\s*q\s*=\s*0(\.0*)?\s*(;|$)/i.test(range))
    .map(essenceOf);
  return [...declared].map(essenceOf).some((type) =>
    ranges.some((range) => {
      const [family] = range.split("/");
      if (range === "*/*" || range === "*" || range === type || type === "*/*") return true;
      return range === `${family}/*` || type === `${family}/*` ? type.startsWith(`${family}/`) : false;
    }),
  );
}

/** The key of the response that is meant for a status: the status, else its range, else `default` (OpenAPI 3.1, Responses Object). */
export function responseKey(operation: Operation, status: number): string | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, range.toLowerCase(), "default"].find((key) => operation.responses.has(key));
}
