import { isObject } from "../../../contracts/index.ts";
import type { HttpResponse } from "../../kit/exchange.ts";

/** What a service says of itself. */
export type HealthStatus = "pass" | "warn" | "fail";

/** draft-inadarei-api-health-check-06 §3.1: the values, and the aliases that it allows; case does not matter. */
const statuses: Readonly<Record<string, HealthStatus>> = {
  pass: "pass",
  ok: "pass",
  up: "pass",
  warn: "warn",
  fail: "fail",
  error: "fail",
  down: "fail",
};

const texts = ["version", "releaseId", "serviceId", "description", "output"];

/** RFC 3339 §5.6; ISO 8601, which the draft speaks of, lets seconds and the colon of the offset be left out. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** A health response that was read. */
export interface Health {
  readonly status: HealthStatus;
  /** When the readings of `checks` were taken, as far as they say so; in milliseconds since 1970. */
  readonly times: readonly number[];
}

/** Reads `application/health+json` (draft-inadarei-api-health-check-06), or says in a clause why it is none. */
export function readHealth({ headers, body }: HttpResponse): Health | { readonly fault: string } {
  const type = [headers["content-type"] ?? "none"].flat().join(", ");
  if (!/^application\/health\+json\s*(;|$)/i.test(type)) return { fault: `its Content-Type is ${type}` };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { fault: "its body is no JSON" };
  }
  if (!isObject(value)) return { fault: "its body is no object" };
  const status = statusOf(value.status);
  if (status === undefined) return { fault: `its status is ${JSON.stringify(value.status) ?? "missing"}` };
  const odd = texts.find((name) => value[name] !== undefined && typeof value[name] !== "string");
  if (odd !== undefined) return { fault: `its member ${odd} is no string` };
  const notes = value.notes;
  if (notes !== undefined && !Array.isArray(notes)) return { fault: "its member notes is no array" };
  const { checks = {} } = value;
  if (!isObject(checks)) return { fault: "its member checks is no object" };
  const times: number[] = [];
  for (const [name, readings] of Object.entries(checks)) {
    if (!Array.isArray(readings)) return { fault: `its check ${name} is no array` };
    for (const reading of readings) {
      const fault = faultOfReading(reading);
      if (fault !== undefined) return { fault: `in its check ${name} ${fault}` };
      const { time } = reading as { time?: string };
      if (time !== undefined) times.push(Date.parse(time.replace(",", ".")));
    }
  }
  return { status, times: times.filter((time) => !Number.isNaN(time)) };
}

function statusOf(value: unknown): HealthStatus | undefined {
  return typeof value === "string" && Object.hasOwn(statuses, value.toLowerCase())
    ? statuses[value.toLowerCase()]
    : undefined;
}

/** §4: every member is optional, and has its form where it is there. */
function faultOfReading(reading: unknown): string | undefined {
  if (!isObject(reading)) return "a reading is no object";
  const { status, time, affectedEndpoints } = reading;
  if (status !== undefined && statusOf(status) === undefined) return `the status is ${JSON.stringify(status)}`;
  if (time !== undefined && !(typeof time === "string" && dateTime.test(time)))
    return `the time is ${JSON.stringify(time)}`;
  if (affectedEndpoints !== undefined && !Array.isArray(affectedEndpoints)) return "affectedEndpoints is no array";
  const odd = ["componentId", "componentType", "observedUnit", "output"].find(
    (name) => reading[name] !== undefined && typeof reading[name] !== "string",
  );
  return odd === undefined ? undefined : `the member ${odd} is no string`;
}
