import { canonical, type InvalidValue, resolvePointer } from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";

/** Shorter texts, and numbers of fewer digits, stand in many answers by chance. */
const tellingLength = 5;

/**
 * Whether an answer shows the very value that the dependency must not give: then it was taken over unseen. `usual` is the
 * answer while the dependency is well.
 */
export function showsUnlawful({ value, pointer }: InvalidValue, answer: Exchange, usual: Exchange): boolean {
  const wrong = resolvePointer(value, pointer);
  if (typeof wrong !== "string" && typeof wrong !== "number") return false;
  const text = canonical(wrong);
  const isTelling = text.replaceAll(/\W/g, "").length >= tellingLength;
  return isTelling && answer.response.body.includes(text) && !usual.response.body.includes(text);
}
