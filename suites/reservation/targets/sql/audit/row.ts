/** A change of a job's row that a trigger wrote down. The row's lock makes the serial numbers of a job its version order. */
export interface AuditRow {
  readonly serial: number;
  readonly job: string;
  /** As it was afterwards. */
  readonly state: "settled" | "running" | "abandoned";
  readonly token: number;
  readonly worker: string;
  /** When the run fell due; ISO 8601. */
  readonly slot: string;
  /** When it was changed, on the server's clock; ISO 8601. */
  readonly at: string;
}
