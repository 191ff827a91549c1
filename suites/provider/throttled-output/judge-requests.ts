import type { Instance } from "../../kit/instance.ts";
import type { Arrival } from "../../kit/stand-in.ts";
import { tryCall } from "../load/outcome.ts";
import type { Subject } from "./subject.ts";

/** Which of a mock's rules speak of credentials (RFC 6750); all others of the request itself. */
const credentialRules: readonly string[] = ["credentials", "role"];

/** Each operation that asks is called so often: what is wrong now and then must not be missed. */
const callsOfEach = 12;

/** What the service asks is what the dependency's contract allows, in the name of somebody. */
export async function judgeRequests(subject: Subject, arrivals: readonly Arrival[]): Promise<void> {
  const { context, name, reach } = subject;
  if (!subject.selects("authenticated") && !subject.selects("conforming")) return;
  for (const { call } of reach.reaching) {
    for (let count = 0; count < callsOfEach; count++) {
      const instance = reach.instances[count % reach.instances.length] as Instance;
      await tryCall(context, call, await context.at(instance).bind(call));
    }
  }
  const { service } = context.contract;
  const refusals = arrivals.filter(({ refusal }) => refusal !== undefined);
  const speaksOfCredentials = ({ refusal }: Arrival) => credentialRules.includes(refusal?.rule ?? "");
  const isPublic = reach.standIn.contract.operations.every(({ security }) => security.length === 0);
  const [bare] = refusals.filter(speaksOfCredentials);
  const [wrong] = refusals.filter((arrival) => !speaksOfCredentials(arrival));
  if (isPublic) {
    const message = `The contract of ${name} asks nobody for credentials.`;
    subject.report("authenticated", { verdict: "skipped", message });
  } else if (bare === undefined) {
    const message = `All of ${arrivals.length} requests to ${name} carry the credentials that its contract asks for.`;
    subject.report("authenticated", { verdict: "pass", message });
  } else {
    const message = `${service} must authenticate every request to ${name}, and sent ${bare.method} ${bare.target}: ${bare.refusal?.detail}`;
    subject.report("authenticated", { verdict: "fail", message });
  }
  if (wrong === undefined) {
    const message = `All of ${arrivals.length} requests to ${name} conform to its contract.`;
    subject.report("conforming", { verdict: "pass", message });
  } else {
    const message = `${service} must ask ${name} only what its contract allows, and sent ${wrong.method} ${wrong.target}: ${wrong.refusal?.detail}`;
    subject.report("conforming", { verdict: "fail", message });
  }
}
