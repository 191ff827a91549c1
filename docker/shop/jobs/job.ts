/** What a recurrent job promises. All durations are measured on the database's clock. */
export interface JobDefinition {
  readonly name: string;
  /** A slot falls due every so many seconds, counted from the epoch, so that all instances agree on slots. */
  readonly everySeconds: number;
  /** A run that takes longer is cleaned, even when it gives signs of life. */
  readonly timeoutSeconds: number;
  /** How often the owner gives a sign of life, and an idle instance looks for work. */
  readonly heartbeatSeconds: number;
  /** A run without a sign of life for so long is cleaned; several heartbeats, so that one late one does no harm. */
  readonly timeToLiveSeconds: number;
}

/** The right to run a job once, until it is finished, or cleaned. */
export interface Reservation {
  readonly job: JobDefinition;
  readonly worker: string;
  /**
   * Fencing token: larger for every later reservation of the job. It goes with each effect outside the database, so
   * that the resource there can refuse an owner of the past.
   */
  readonly token: number;
  /** When the run fell due. A run after a crash keeps the slot, so an effect is named by (job, slot, milestone). */
  readonly slot: Date;
}

/**
 * How a run ended: `succeeded` and `failed` settle the slot; `abandoned` leaves it to the next one who reserves, as
 * after a crash.
 */
export type Outcome = "succeeded" | "failed" | "abandoned";

/** What can be said of a job without touching it. */
export interface JobStatus {
  readonly name: string;
  readonly state: "settled" | "running" | "abandoned";
  readonly token: number;
  readonly worker: string | null;
  readonly slot: Date | null;
  readonly reservedAt: Date | null;
  /** The end of the newest run that settled its slot. */
  readonly settledAt: Date | null;
  readonly outcome: Outcome | null;
}

/** The run was cleaned and perhaps given to another worker: stop at once, and undo nothing, it is not yours any more. */
export class OwnershipLost extends Error {
  override readonly name = "OwnershipLost";
  readonly reservation: Reservation;

  constructor(reservation: Reservation) {
    super(`${reservation.worker} does not own ${reservation.job.name} any more (token ${reservation.token})`);
    this.reservation = reservation;
  }
}
