import type { HttpResponse } from "../../kit/exchange.ts";

/** As much of a body is searched, in UTF-16 code units: what is disclosed stands at the beginning, or in every item. */
const maxSearched = 256 * 1024;

/** The header fields of an answer, one for each value. */
export function headersOf({ headers }: HttpResponse): readonly { readonly name: string; readonly text: string }[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((text) => ({ name, text })));
}

/** Every text of an answer and where it stands: header values, strings and member names of a JSON body, or the body. */
export function textsOf(response: HttpResponse): readonly { readonly place: string; readonly text: string }[] {
  return [
    ...headersOf(response).map(({ name, text }) => ({ place: `the header ${name}`, text })),
    ...stringsOf(response.body).map((text) => ({ place: "the body", text })),
  ];
}

function stringsOf(body: string): readonly string[] {
  const searched = body.slice(0, maxSearched);
  let root: unknown;
  try {
    root = JSON.parse(searched);
  } catch {
    return searched === "" ? [] : [searched];
  }
  const texts: string[] = [];
  const left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") texts.push(value);
    else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) left.push(name, member);
    }
  }
  return texts;
}
