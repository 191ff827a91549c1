import { isObject } from "../../../contracts/portable.ts";
import { fillPath } from "../mock/location.ts";
import { emptyReading, type MockAnswer, type MockRequest, type Reading } from "../mock/message.ts";
import { refusalsOf } from "../mock/place.ts";
import type { Plan } from "../mock/plan.ts";
import type { Refusal } from "../mock/refusal.ts";
import { fitTo, mergePatch } from "./fit-to.ts";
import { createIdempotency } from "./idempotency.ts";
import { listValue } from "./list.ts";
import { lastName, parentOf, type Role, rolesOf, templateOf } from "./roles.ts";

/** How many objects are kept; the oldest go first. */
const maximumObjects = 100_000;
/** How often another identity is drawn where one is taken. */
const maximumDraws = 100;

/** The objects that a consumer made. */
export interface State {
  /** The answer by what there is; undefined: the operation has nothing to do with objects. */
  answer(plan: Plan, request: MockRequest, reading: Reading): MockAnswer | Refusal | undefined;
}

/**
 * Keeps what is created, by the path at which it is read: created, replaced, patched, read, listed, deleted; 404 for what
 * is not there. What an operation does is told by paths and links alone, so business rules are not: an action on an object
 * leaves it as it is.
 */
export function createState(plans: readonly Plan[]): State {
  const roles = rolesOf(plans);
  const objects = new Map<string, unknown>();
  const idempotency = createIdempotency();
  let created = 0;

  const keep = (path: string, value: unknown) => {
    objects.set(path, value);
    if (objects.size > maximumObjects) objects.delete(objects.keys().next().value as string);
  };

  const read = (plan: Plan, path: string) =>
    objects.has(path)
      ? plan.answers.make(usual(plan), fitTo(plan, usual(plan), objects.get(path)))
      : missing(plan, path);

  const create = (plan: Plan, { item, identity }: Extract<Role, { kind: "create" }>, reading: Reading) => {
    const status = plan.answers.isDeclared(201) ? 201 : usual(plan);
    const said = isObject(reading.body) ? reading.body : {};
    for (let draw = 0; draw < maximumDraws; draw++) {
      created++;
      const place = identity ?? identityOf(plan, status, item);
      const id = place === undefined ? undefined : memberAt(plan.answers.draw(status, `created/${created}`), place);
      const known = id === undefined || place === undefined ? said : withMember(said, place, id);
      const value = fitTo(plan, status, known);
      const values = { ...reading.path, [lastName(item)]: id ?? memberAt(value, [lastName(item)]) };
      const path = fillPath(item, values);
      if (objects.has(path) && id !== undefined) continue;
      keep(path, value ?? said);
      return plan.answers.make(status, value, { request: reading, response: { body: value } });
    }
    const detail = `No new identity is left for ${plan.operation.id}: the contract allows too few.`;
    return refusalsOf(plan.contract, plan.operation)(500, "contract", detail);
  };

  const replace = (plan: Plan, path: string, reading: Reading) => {
    const isNew = !objects.has(path);
    const madeElsewhere = [...roles.values()].some((role) => role.kind === "create" && role.item === templateOf(plan));
    if (isNew && madeElsewhere && !plan.answers.isDeclared(201)) return missing(plan, path);
    const status = isNew && plan.answers.isDeclared(201) ? 201 : (firstDeclared(plan, [200, 204]) ?? usual(plan));
    const known = isObject(reading.body)
      ? { ...reading.body, ...identityMembers(plan, status, reading) }
      : reading.body;
    const value = fitTo(plan, status, known);
    keep(path, value ?? known);
    return plan.answers.make(status, value, { request: reading, response: { body: value } });
  };

  const update = (plan: Plan, path: string, reading: Reading) => {
    if (!objects.has(path)) return missing(plan, path);
    // Other patch formats than RFC 7396 say how, not what: the object stays as it is.
    const isMerge = isObject(reading.body) && !reading.mediaType?.includes("json-patch");
    const known = isMerge ? mergePatch(objects.get(path), reading.body) : objects.get(path);
    const value = fitTo(plan, usual(plan), known);
    keep(path, value ?? known);
    return plan.answers.make(usual(plan), value);
  };

  const remove = (plan: Plan, path: string) => {
    if (!objects.has(path)) return missing(plan, path);
    const value = fitTo(plan, usual(plan), objects.get(path));
    for (const other of [...objects.keys()]) if (other === path || other.startsWith(`${path}/`)) objects.delete(other);
    return plan.answers.make(usual(plan), value);
  };

  const list = (plan: Plan, path: string, reading: Reading) => {
    const found = [...objects].filter(([key]) => parentOf(key) === path).map(([, value]) => value);
    const value = listValue(plan, usual(plan), found, reading.query);
    return value === undefined ? undefined : plan.answers.make(usual(plan), value);
  };

  const act = (plan: Plan, owner: string) => {
    if (!objects.has(owner)) return missing(plan, owner);
    const value = objects.get(owner);
    return plan.answers.judge(usual(plan), value).length === 0 ? plan.answers.make(usual(plan), value) : undefined;
  };

  const perform = (plan: Plan, role: Role, reading: Reading): MockAnswer | Refusal | undefined => {
    const path = fillPath(templateOf(plan), reading.path);
    switch (role.kind) {
      case "read":
        return read(plan, path);
      case "create":
        return create(plan, role, reading);
      case "replace":
        return replace(plan, path, reading);
      case "update":
        return update(plan, path, reading);
      case "remove":
        return remove(plan, path);
      case "list":
        return list(plan, path, reading);
      case "action":
        return act(plan, fillPath(role.item, reading.path));
    }
  };

  return {
    answer(plan, request, reading) {
      const role = roles.get(plan);
      return role === undefined ? undefined : idempotency.once(plan, request, () => perform(plan, role, reading));
    },
  };
}

function usual(plan: Plan): number {
  return plan.answers.usualStatus;
}

function firstDeclared(plan: Plan, statuses: readonly number[]): number | undefined {
  return statuses.find((status) => plan.operation.responses.has(String(status)));
}

function missing(plan: Plan, path: string): MockAnswer | Refusal {
  if (plan.answers.isDeclared(404))
    return plan.answers.pick({ status: 404, dynamic: false }, undefined, emptyReading());
  const detail = `There is nothing at ${path}, and ${plan.operation.id} declares no answer 404.`;
  return refusalsOf(plan.contract, plan.operation)(404, "undeclared-status", detail);
}

/** Where an answer without links has its identity: the member that is called as the parameter, or `id`. */
function identityOf(plan: Plan, status: number, item: string): readonly string[] | undefined {
  const example = plan.answers.example(status);
  const name = [lastName(item), "id"].find((member) => isObject(example) && Object.hasOwn(example, member));
  return name === undefined ? undefined : [name];
}

/** The parameters of the path that the answer repeats in members of the same name. */
function identityMembers(plan: Plan, status: number, { path }: Reading): Record<string, unknown> {
  const example = plan.answers.example(status);
  const members = Object.entries(path).map(([name, value]) => [
    isObject(example) && !Object.hasOwn(example, name) && /id$/i.test(name) ? "id" : name,
    value,
  ]);
  return Object.fromEntries(members.filter(([name]) => isObject(example) && Object.hasOwn(example, String(name))));
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined),
    value,
  );
}

function withMember(value: unknown, [name = "", ...rest]: readonly string[], member: unknown): Record<string, unknown> {
  const object = isObject(value) ? value : {};
  return { ...object, [name]: rest.length === 0 ? member : withMember(object[name], rest, member) };
}
