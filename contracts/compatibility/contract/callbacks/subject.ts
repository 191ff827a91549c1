/** A callback or webhook as it is told of. */
export interface Subject {
  /** `the webhook parcelArrived`. */
  readonly name: string;
  /** The operation that asks for it, or the webhook itself, by id. */
  readonly operations: readonly string[];
}
