import {
  branchesOf,
  branchOf,
  exercisedBranches,
  type Template,
  type TemplateVariant,
  TercetError,
  templateVariants,
} from "../../../contracts/portable.ts";
import { isRefusal } from "../mock/answers.ts";
import type { MockAnswer } from "../mock/message.ts";
import { titleOf } from "../mock/place.ts";
import type { Plan } from "../mock/plan.ts";
import { complete } from "./complete.ts";

/** The answer that a test wants of an operation: of its body only what the consumer uses. */
export interface WantedAnswer {
  /** Default: that of a success. */
  readonly status?: number;
  /** An example, with matchers at any place. Absent: what the contract demands. */
  readonly body?: Template;
  /** Headers that the consumer reads, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Only for requests with these values; of a body, with these members. */
  readonly when?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
}

/** A wish for an answer, in one of its branches. */
export interface Wish {
  readonly plan: Plan;
  readonly status: number;
  readonly wanted: WantedAnswer;
  /** What is answered. */
  readonly answer: MockAnswer;
  /** The part of the body that the test named, its branches decided; undefined where it named none. */
  readonly variant: TemplateVariant | undefined;
}

/**
 * Makes the answer for a wish, in one branch of its body; without one, in the first alternative everywhere. Throws
 * `TercetError` (`usage`) for a branch that the body has not, and (`contract`) where the contract does not allow what the
 * test wants: such an answer never comes.
 */
export function createWish(plan: Plan, wanted: WantedAnswer, branch?: string): Wish {
  const status = wanted.status ?? plan.answers.usualStatus;
  const subject = `The answer ${status} of ${plan.operation.id} that the test wants`;
  const refuse = (why: string) =>
    new TercetError("contract", `${subject} is not what ${titleOf(plan.contract)} allows: ${why}.`, {
      place: { file: plan.contract.source, pointer: plan.operation.pointer, rule: "wanted-answer" },
    });
  if (!plan.answers.isDeclared(status)) throw refuse(`the status ${status} is not declared`);
  const { body, headers } = wanted;
  const variant = body === undefined ? undefined : variantOf(body, branch, subject);
  const example = plan.answers.example(status);
  const isAllowed = (value: unknown) => plan.answers.judge(status, value).length === 0;
  const isBodiless = example === undefined && variant === undefined;
  const value = isBodiless ? undefined : complete(example, variant?.content ?? {}, isAllowed);
  const [fault] = plan.answers.judge(status, value);
  if (fault !== undefined) throw refuse(fault);
  const lost = body === undefined || variant === undefined ? undefined : lostAbsence(body, variant, value);
  if (lost !== undefined) throw refuse(`it demands what would be missing where ${lost}`);
  const answer = plan.answers.make(status, value, undefined, headers);
  if (isRefusal(answer)) throw refuse(answer.detail);
  return { plan, status, wanted, answer, variant };
}

function variantOf(body: Template, branch: string | undefined, subject: string): TemplateVariant {
  const variants = templateVariants(body);
  const found = variants.find(
    ({ choices }) => branch === undefined || choices.some((choice) => branchOf(choice).id === branch),
  );
  if (found !== undefined) return found;
  const known = branchesOf(body).map(({ id }) => id);
  const remedy = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  throw new TercetError("usage", `${subject} has no branch "${branch}"; ${remedy}.`);
}

/** A branch without a member that the contract put back, since it is required. */
function lostAbsence(body: Template, { choices }: TemplateVariant, value: unknown): string | undefined {
  const met = exercisedBranches(body, value);
  const absences = choices.map(branchOf).filter(({ description }) => description === "absent");
  return absences.find(({ id }) => !met.has(id))?.id;
}
