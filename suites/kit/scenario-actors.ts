import { clientDefinition, createClient, retrying, type Transport } from "../../contracts/index.ts";
import { createFuse } from "./fuse.ts";
import type { Identity } from "./identity.ts";
import { type Ledger, postponing, tracking } from "./ledger.ts";
import type { CleanupService } from "./ledger-cleanup.ts";
import type { Actor } from "./scenario.ts";
import { createScenarioTransport, type Wire } from "./scenario-transport.ts";
import type { Target } from "./target.ts";

/** How long a call may take with its repetitions, and how often it is sent, while its service is busy or out of reach. */
const patience = { deadlineMilliseconds: 15_000, maximumAttempts: 7 };

/** What the actors of one run act on. */
export interface Stage {
  readonly wire: Wire;
  readonly targets: ReadonlyMap<string, Target>;
  readonly ledger: Ledger;
  /** Passes every call of the scenario: refuses it once the run is over, and knows what is under way. */
  admit<T>(operation: string, call: () => Promise<T>): Promise<T>;
}

/** The services of a run, for its clean-up: the same wire, but admitted also when the scenario is over, and fused. */
export function cleanupServices({ wire, targets }: Omit<Stage, "ledger" | "admit">): Map<string, CleanupService> {
  return new Map(
    [...targets].map(([name, target]) => {
      const fuse = createFuse(name);
      const as = (identity: Identity) => fuse(personalTransport(wire, target, identity));
      return [name, { contract: target.contract, as }];
    }),
  );
}

/** Clients of all services that speak for one person. */
export function createActor(stage: Stage, identity: Identity): Actor<Record<string, string>> {
  const now = clients(stage.targets, (target) => {
    const transport = tracking(
      personalTransport(stage.wire, target, identity),
      stage.ledger,
      target.contract,
      identity,
    );
    return (request) => stage.admit(request.operation, () => transport(request));
  });
  const later = clients(stage.targets, () => {
    const transport = postponing(stage.ledger, identity);
    return (request) => stage.admit(request.operation, () => transport(request));
  });
  return { ...now, later } as Actor<Record<string, string>>;
}

function personalTransport(wire: Wire, target: Target, identity: Identity): Transport {
  return retrying(createScenarioTransport(wire, target, identity), patience);
}

function clients(targets: ReadonlyMap<string, Target>, transportTo: (target: Target) => Transport) {
  return Object.fromEntries(
    [...targets].map(([name, target]) => [name, createClient(clientDefinition(target.contract), transportTo(target))]),
  );
}
