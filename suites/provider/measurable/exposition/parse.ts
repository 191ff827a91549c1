import { ExpositionFault, type MetricFamily } from "./exposition.ts";
import { parseOpenMetrics } from "./open-metrics.ts";
import { parsePrometheus } from "./prometheus.ts";

/** What a metrics route exposes, or a clause that says why it cannot be read. */
export type Exposition = { readonly families: readonly MetricFamily[] } | { readonly fault: string };

/** Reads an exposition by its media type: OpenMetrics 1.0, or the Prometheus text format, which is any other text. */
export function parseExposition(contentType: string, body: string): Exposition {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  const version = parameters.find((parameter) => parameter.startsWith("version="))?.slice("version=".length);
  const isOpenMetrics = type === "application/openmetrics-text";
  if (!isOpenMetrics && type !== "text/plain") return { fault: `its Content-Type is ${contentType || "missing"}` };
  if (body.startsWith("\uFEFF")) return { fault: "it begins with a byte order mark" };
  const known = isOpenMetrics ? ["1.0.0", "0.0.1"] : ["0.0.4"];
  if (version !== undefined && !known.includes(version))
    return { fault: `its Content-Type names the version ${version}` };
  try {
    return { families: isOpenMetrics ? parseOpenMetrics(body) : parsePrometheus(body) };
  } catch (error) {
    if (!(error instanceof ExpositionFault)) throw error;
    return { fault: error.line === undefined ? error.message : `in line ${error.line} ${error.message}` };
  }
}
