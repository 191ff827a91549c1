import { show } from "./show.ts";

/** The classes of statuses that the matcher `statusCode` names (Pact specification V4; RFC 9110, section 15). */
const classes: Readonly<Record<string, readonly [lowest: number, highest: number, name: string]>> = {
  info: [100, 199, "an informational status (100–199)"],
  success: [200, 299, "a status of success (200–299)"],
  redirect: [300, 399, "a redirection (300–399)"],
  clientError: [400, 499, "an error of the client (400–499)"],
  serverError: [500, 599, "an error of the server (500–599)"],
  nonError: [100, 399, "a status that is no error (100–399)"],
  error: [400, 599, "a status of an error (400–599)"],
};

/** What the matcher `statusCode` says of a status: undefined where it fits, else what was expected. */
export function statusProblem(expected: unknown, actual: number): string | undefined {
  if (Array.isArray(expected)) {
    return expected.map(Number).includes(actual) ? undefined : `one of the statuses ${expected.join(", ")}`;
  }
  const name = expected === undefined ? "success" : String(expected);
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (found === undefined) return `a status of the class ${show(name)}, which is not known`;
  return actual >= found[0] && actual <= found[1] ? undefined : found[2];
}
