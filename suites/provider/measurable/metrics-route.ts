import type { Contract, Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import { type Instance, instancesOf } from "../../kit/instance.ts";

/** What Prometheus sends where the contract does not say what there is to accept. */
const accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

/** The route that exposes what is measured. */
export interface MetricsRoute {
  /** What findings call it: the operation's id, or the path where the contract does not describe it. */
  readonly name: string;
  readonly operation: Operation | undefined;
  /** A request for what one instance measured; without a token where that is asked for. */
  request(instance: Instance, options?: { readonly anonymous: true }): Promise<HttpRequest>;
}

/** What findings call the metrics route of a contract. */
export function metricsRouteName(contract: Contract): string {
  return routeOperation(contract)?.id ?? contract.extension.metrics ?? "";
}

/** The metrics route, or the reason why it cannot be asked. */
export async function metricsRoute(context: CheckContext): Promise<MetricsRoute | { readonly unreachable: string }> {
  const { contract } = context;
  const operation = routeOperation(contract);
  const name = metricsRouteName(contract);
  if (operation === undefined) {
    const { metrics = "" } = contract.extension;
    return { name, operation, request: async (instance) => bare(instance, `${instance.url}${metrics}`) };
  }
  const prepared = await context.state.prepare(operation);
  if ("unreachable" in prepared) return prepared;
  return {
    name,
    operation,
    async request(instance, options) {
      const { identity: _identity, ...anonymous } = prepared.call;
      return context.at(instance).bind(options?.anonymous ? anonymous : prepared.call);
    },
  };
}

/** Every instance measures for itself. */
export function measuredInstances({ target }: CheckContext): readonly Instance[] {
  return instancesOf(target);
}

function routeOperation({ operations, extension }: Contract): Operation | undefined {
  return operations.find(({ method, path }) => method === "get" && path === extension.metrics);
}

function bare({ address }: Instance, url: string): HttpRequest {
  return { method: "GET", url, headers: { accept }, ...(address === undefined ? {} : { address }) };
}
