/** No valid value could be made; the message is a clause that says why and where. */
export class GenerationError extends Error {
  override readonly name = "GenerationError";
}
