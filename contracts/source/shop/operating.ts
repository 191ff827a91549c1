import { z } from "zod";
import { operation } from "./operation.ts";
import { problem } from "./problem.ts";
import { count, dateTime, message } from "./types.ts";

const healthStatus = z.enum(["pass", "warn", "fail"]);

/** `application/health+json`, draft-inadarei-api-health-check-06. */
export const health = z
  .strictObject({
    status: healthStatus,
    version: message(20),
    releaseId: message(40),
    serviceId: message(100),
    description: message(500),
    output: message(1000).optional(),
    checks: z.record(
      z
        .string()
        .max(100)
        .regex(/^[a-z-]+:[A-Za-z-]+$/),
      z
        .array(
          z.strictObject({
            componentId: message(100).optional(),
            componentType: z.enum(["component", "datastore", "system"]),
            observedValue: z.number().min(0).max(1_000_000_000).optional(),
            observedUnit: message(20).optional(),
            status: healthStatus,
            time: dateTime,
            output: message(1000).optional(),
          }),
        )
        .min(1)
        .max(10),
    ),
  })
  .meta({ id: "Health" });

/** The operations by which a service is operated: self-test, metrics, and what it holds. */
export function operating<const Name extends string>(service: string, ...objects: readonly Name[]) {
  const counts = z.strictObject(Object.fromEntries(objects.map((name) => [name, count])) as Record<Name, typeof count>);
  const healthJson = { "application/health+json": health };
  return {
    getHealth: operation({
      method: "get",
      path: "/v1/health",
      summary: "Runs the service's own business test and looks at what it depends on",
      roles: ["operator"],
      responses: {
        200: { description: "The test passed; the answer may be 5 seconds old.", content: healthJson },
        503: {
          description: "The test failed, or the service cannot even run it.",
          content: { ...healthJson, "application/problem+json": problem(503, ["dependency-unavailable"]) },
        },
      },
      extension: { selfTest: true },
    }),
    getMetrics: operation({
      method: "get",
      path: "/metrics",
      summary: "Measurements in OpenMetrics text",
      roles: ["operator"],
      responses: {
        200: {
          description: `Counters and histograms of ${service}.`,
          content: { "application/openmetrics-text": z.string().max(1_000_000) },
        },
      },
    }),
    getCounts: operation({
      method: "get",
      path: "/v1/counts",
      summary: "How many objects the service holds",
      roles: ["operator"],
      responses: {
        200: {
          description: "Numbers by kind of object.",
          body: counts,
          examples: { some: Object.fromEntries(objects.map((name) => [name, 3])) },
        },
      },
    }),
  };
}
