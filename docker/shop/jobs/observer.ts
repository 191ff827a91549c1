import type { JobDefinition, Outcome, Reservation } from "./job.ts";
import type { Cleaned } from "./reservation.ts";

/** What the owner of a run does; `milestone` and `outcome` where the step has one. */
export type OwnedStep = "heartbeat" | "milestone" | "finish";

/**
 * Stands around each step of a scheduler, and passes on what the step gives or throws. The scheduler waits for it, so an
 * observer decides when a step begins.
 */
export interface JobObserver {
  clean(job: JobDefinition, step: () => Promise<readonly Cleaned[]>): Promise<readonly Cleaned[]>;
  reserve(job: JobDefinition, step: () => Promise<Reservation | undefined>): Promise<Reservation | undefined>;
  owned<T>(
    name: OwnedStep,
    reservation: Reservation,
    details: { readonly milestone?: string; readonly outcome?: Outcome },
    step: () => Promise<T>,
  ): Promise<T>;
  /** Called between the check of a milestone and its action; throws `OwnershipLost` where the action must not be done. */
  acting(reservation: Reservation, milestone: string): Promise<void>;
}

/** Observes nothing. */
export const unobserved: JobObserver = {
  clean: (_job, step) => step(),
  reserve: (_job, step) => step(),
  owned: (_name, _reservation, _details, step) => step(),
  async acting() {},
};
