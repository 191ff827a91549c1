import type { RequestWitness, Witness } from "../../contracts/index.ts";

/** A witness as people read it: a request or response as it stands on the wire, or what was promised. */
export function witnessLines(witness: Witness): readonly string[] {
  switch (witness.kind) {
    case "request":
      return [
        `${witness.method} ${witness.path}`,
        ...headerLines(witness),
        ...bodyLines(witness.body),
        ...credentialLines(witness),
      ];
    case "response":
      return [String(witness.status), ...headerLines(witness), ...bodyLines(witness.body)];
    case "message":
      return [`message on ${witness.channel}`, ...bodyLines(witness.headers), ...bodyLines(witness.payload)];
    case "service":
      return [`promised ${JSON.stringify(witness.promised)}`, `allowed now ${JSON.stringify(witness.allowed)}`];
  }
}

function headerLines({ headers }: { readonly headers: Readonly<Record<string, string>> }): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function bodyLines(body: unknown): readonly string[] {
  return body === undefined ? [] : [JSON.stringify(body)];
}

function credentialLines({ credentials = [], repeated }: RequestWitness): readonly string[] {
  const told = credentials.map(({ scheme, roles }) =>
    roles.length === 0 ? scheme : `${scheme} with ${roles.join(", ")}`,
  );
  return [
    ...(told.length === 0 ? [] : [`(authenticated by ${told.join(" and ")})`]),
    ...(repeated === undefined ? [] : [`(${repeated.requests} times in ${repeated.windowSeconds} s)`]),
  ];
}
