import { branchesOf, branchOf, canonical, type Interaction, TercetError } from "../../../contracts/portable.ts";
import type { Mock, MockExchange } from "../mock/mock.ts";
import type { Wish } from "../wishes/wish.ts";
import { distinct } from "./distinct.ts";
import { contentOf, interactionOf } from "./interaction.ts";

/** What a consumer used of its providers so far. */
export interface Recording {
  /** By provider: each interaction once, ordered by description and states; see `distinct`. */
  readonly interactions: ReadonlyMap<string, readonly Interaction[]>;
  /** The branches that no request has met: `getProduct 200: $.discount is absent`. */
  readonly unexercised: readonly string[];
  /** Throws `TercetError` (`contract`) naming the branches that no request has met. */
  requireExercised(): void;
  /** Records no more. */
  stop(): void;
}

/**
 * Records every exchange of a mock that the contract allows. `part` says who records, for merging: the test file.
 */
export function startRecording(mock: Mock, part: string): Recording {
  const found = new Map<string, Map<string, Interaction>>();
  const met = new Set<string>();

  const record = (exchange: MockExchange) => {
    const { plan, wish } = exchange;
    const states = mock.wishes.states.toSorted((one, other) => (canonical(one) < canonical(other) ? -1 : 1));
    const interaction = interactionOf(exchange, states, part);
    const { service } = plan.contract;
    const interactions = found.get(service) ?? new Map<string, Interaction>();
    found.set(service, interactions);
    interactions.set(canonical([interaction.description, contentOf(interaction)]), interaction);
    for (const choice of wish?.variant?.choices ?? []) met.add(`${titleOf(wish as Wish)}: ${branchOf(choice).id}`);
  };
  const stop = mock.observe(record);

  const unexercised = () => {
    const all = mock.wishes.declared.flatMap((wish) =>
      wish.wanted.body === undefined ? [] : branchesOf(wish.wanted.body).map(({ id }) => `${titleOf(wish)}: ${id}`),
    );
    return [...new Set(all)].filter((branch) => !met.has(branch)).sort();
  };

  return {
    get interactions() {
      return new Map([...found].map(([service, interactions]) => [service, distinct([...interactions.values()])]));
    },
    get unexercised() {
      return unexercised();
    },
    requireExercised() {
      const missing = unexercised();
      if (missing.length === 0) return;
      throw new TercetError(
        "contract",
        `No request of a test met these branches, so the pact is not written: ${missing.join("; ")}. Add a test that takes each, with take("…").`,
      );
    },
    stop,
  };
}

function titleOf({ plan, status }: Wish): string {
  return `${plan.operation.id} ${status}`;
}
