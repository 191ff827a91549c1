import type { JsonObject } from "../../json.ts";
import { type Formula, types } from "./formula.ts";
import { itemSchemas } from "./keywords/array.ts";
import { entriesOf, everyMember, has, namedBy } from "./keywords/object.ts";
import { Undecided } from "./outcome.ts";
import type { Place, Translation } from "./translate.ts";

/**
 * What has been evaluated by a schema depends on which of its branches accept the value. So the keyword becomes a tree
 * of cases: for each branch that may evaluate something, the branch holds and its part is evaluated, or it does not hold.
 * At the leaves it is plain what is left over (JSON Schema Core §11).
 */
interface Evaluation<Evaluated> {
  /**
   * What is evaluated in any case by the schema's own keywords, added to what was before (the same object where nothing
   * is added); undefined: everything.
   */
  own(place: Place, schema: JsonObject, before: Evaluated): Evaluated | undefined;
  readonly leaf: (evaluated: Evaluated) => Formula;
}

const maxLeaves = 500;

/** `unevaluatedProperties` of a place. */
export function unevaluatedProperties(translation: Translation, place: Place): Formula {
  const { formulas } = translation;
  const schema = place.schema as JsonObject;
  const rest = translation.formula(translation.within(place, schema.unevaluatedProperties, "unevaluatedProperties"));
  return cases<Formula>(translation, place, formulas.nothing, {
    own: (at, own, before) => {
      const all = own.additionalProperties !== undefined || (own.unevaluatedProperties !== undefined && at !== place);
      return all ? undefined : formulas.any([before, namedBy(formulas, own)]);
    },
    leaf: (names) => everyMember(formulas, formulas.all([formulas.type(types.string), formulas.not(names)]), rest),
  });
}

interface EvaluatedItems {
  readonly prefix: number;
  readonly contained: readonly Formula[];
}

/** `unevaluatedItems` of a place; `contains` evaluates the items that it accepts. */
export function unevaluatedItems(translation: Translation, place: Place): Formula {
  const { formulas } = translation;
  const schema = place.schema as JsonObject;
  const rest = translation.formula(translation.within(place, schema.unevaluatedItems, "unevaluatedItems"));
  return cases<EvaluatedItems>(
    translation,
    place,
    { prefix: 0, contained: [] },
    {
      own: (at, own, before) => {
        const { prefix, rest: others } = itemSchemas(at, own);
        if (others !== undefined || (own.unevaluatedItems !== undefined && at !== place)) return undefined;
        const contains =
          own.contains === undefined ? [] : [translation.formula(translation.within(at, own.contains, "contains"))];
        if (prefix.length <= before.prefix && contains.length === 0) return before;
        return { prefix: Math.max(before.prefix, prefix.length), contained: [...before.contained, ...contains] };
      },
      leaf: ({ prefix, contained }) =>
        formulas.atom({
          kind: "items",
          is: "most",
          count: 0,
          from: prefix,
          to: Number.POSITIVE_INFINITY,
          item: formulas.not(formulas.any([rest, ...contained])),
        }),
    },
  );
}

type Next<Evaluated> = (evaluated: Evaluated | undefined) => Formula;

function cases<Evaluated>(
  translation: Translation,
  start: Place,
  nothing: Evaluated,
  { own, leaf }: Evaluation<Evaluated>,
): Formula {
  const { formulas } = translation;
  let leaves = 0;
  return evaluate(start, nothing, [], (evaluated) => {
    if (++leaves > maxLeaves) throw new Undecided("what is unevaluated depends on too many branches");
    return evaluated === undefined ? formulas.anything : leaf(evaluated);
  });

  function evaluate(place: Place, before: Evaluated, path: readonly Place[], next: Next<Evaluated>): Formula {
    const { schema } = place;
    if (typeof schema === "boolean") return next(before);
    if (path.some((other) => other.schema === schema && other.scope === place.scope)) {
      throw new Undecided("a schema refers to itself without end");
    }
    const draft7Reference = place.resource.dialect === "draft-07" && typeof schema.$ref === "string";
    const after = draft7Reference ? before : own(place, schema, before);
    if (after === undefined) return next(undefined);
    const inner = [...path, place];
    const steps: ((evaluated: Evaluated, then: Next<Evaluated>) => Formula)[] = [];
    const always = (part: Place) => steps.push((evaluated, then) => evaluate(part, evaluated, inner, then));
    const when = (condition: Formula, part: Place) => {
      if (!contributes(part, inner)) return;
      steps.push((evaluated, then) => choose(condition, evaluate(part, evaluated, inner, then), () => then(evaluated)));
    };
    const at = (part: unknown, keyword: string) => translation.within(place, part as never, keyword);
    for (const target of translation.targets(place)) always(target);
    if (!draft7Reference) {
      for (const part of listOf(schema.allOf)) always(at(part, "allOf"));
      for (const keyword of ["anyOf", "oneOf"]) {
        for (const part of listOf(schema[keyword])) when(translation.formula(at(part, keyword)), at(part, keyword));
      }
      if (schema.if !== undefined) {
        const condition = at(schema.if, "if");
        const holds = translation.formula(condition);
        const [then, otherwise] = [schema.then, schema.else];
        when(holds, condition);
        if (then !== undefined) when(holds, at(then, "then"));
        if (otherwise !== undefined) when(formulas.not(holds), at(otherwise, "else"));
      }
      for (const [name, part] of entriesOf(schema, "dependentSchemas")) {
        when(formulas.all([formulas.type(types.object), has(formulas, name)]), at(part, "dependentSchemas"));
      }
    }
    return run(steps, after, next);
  }

  function run(
    [step, ...others]: ((evaluated: Evaluated, then: Next<Evaluated>) => Formula)[],
    evaluated: Evaluated,
    next: Next<Evaluated>,
  ): Formula {
    if (step === undefined) return next(evaluated);
    return step(evaluated, (after) => (after === undefined ? next(undefined) : run(others, after, next)));
  }

  function choose(condition: Formula, holding: Formula, otherwise: () => Formula): Formula {
    const failing = otherwise();
    if (holding === failing) return holding;
    return formulas.any([formulas.all([condition, holding]), formulas.all([formulas.not(condition), failing])]);
  }

  /** Whether a schema can evaluate anything; without this, every branch would double the cases. */
  function contributes(place: Place, path: readonly Place[]): boolean {
    const marker = formulas.type(types.null);
    let changed = false;
    try {
      evaluate(place, nothing, path, (evaluated) => {
        changed ||= evaluated !== nothing;
        return marker;
      });
    } catch (error) {
      if (error instanceof Undecided) return true;
      throw error;
    }
    return changed;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
