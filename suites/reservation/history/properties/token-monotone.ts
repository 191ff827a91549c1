import { breach, createTally, type PropertyCheck } from "../judgement.ts";
import type { Observed } from "../observed.ts";

/**
 * S2: a reservation that was begun after another one had been granted has a larger token, and no two have the same one.
 * Of two that overlap in time, nobody can say which was first, so their tokens may come in either order.
 *
 * It is exercised by each grant of a job that had been granted before. Where there are no tokens, it is not.
 */
export function tokenMonotone(): PropertyCheck {
  const tally = createTally();

  function observe({ number, job, worker, run }: Observed): void {
    if (run === undefined || !job.byToken || job.newest === undefined) return;
    tally.exercised++;
    const same = job.open.find((other) => other.token === run.token);
    const before = same ?? (Number.isNaN(worker.reservingSince) ? job.newest : worker.newestBefore);
    if (before === undefined || before.token < run.token) return;
    breach(
      tally,
      [number, before.grant],
      (late, first) =>
        `${late?.worker} reserved ${late?.job} with ${tokenOf(late?.token)} after ${first?.worker} had reserved it with ${tokenOf(first?.token)}`,
    );
  }

  return { property: "token-monotone", on: { reserve: { ok: observe } }, result: () => tally };
}

function tokenOf(token: number | undefined): string {
  return token === undefined ? "no token" : `token ${token}`;
}
