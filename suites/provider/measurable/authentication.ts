import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { type MetricsRoute, measuredInstances } from "./metrics-route.ts";
import type { ReportOn } from "./report.ts";

/** Whether every instance keeps its metrics from who shows no token, where the contract does not say that they are public. */
export async function judgeAuthentication(context: CheckContext, route: MetricsRoute, report: ReportOn): Promise<void> {
  if (route.operation !== undefined && isPublic(route.operation)) {
    report("authenticated", "skipped", "the metrics route is public by its contract (security)");
    return;
  }
  if (context.contract.operations.every(isPublic)) {
    report("authenticated", "skipped", "the contract asks for a token nowhere (security)");
    return;
  }
  for (const instance of measuredInstances(context)) {
    const request = await route.request(instance, { anonymous: true });
    const exchange = await context.send(request, route.operation);
    const { status } = exchange.response;
    if (status < 200 || status > 299) continue;
    const message = `What a service measures tells how it is best attacked; the metrics route must refuse who shows no token (401), and answered ${status}.`;
    report("authenticated", "fail", message, exchange);
    return;
  }
  report("authenticated", "pass", "The metrics route refuses who shows no token.");
}

function isPublic({ security }: Operation): boolean {
  return security.length === 0 || security.some(({ schemes }) => schemes.length === 0);
}
