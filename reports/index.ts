// The face of reports: what other top folders may use.
export { html } from "./html/markup.ts";
export { openReports, type ReportOptions, type Reports } from "./open.ts";
export type { Reporter } from "./reporter.ts";
export { buildSite, type SiteOptions } from "./site/build.ts";
export { verdictSentence } from "./text.ts";
