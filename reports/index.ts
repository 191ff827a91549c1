// The face of reports: what other top folders may use.
export { renderExplanation } from "./changes/explanation.ts";
export { type ChangesFile, changesFiles } from "./changes/files.ts";
export { type ChangesPart, type ChangesReport, type ContractText, countEffects, worstEffect } from "./changes/model.ts";
export { changeFormat, changeFormats } from "./changes/render.ts";
export { html } from "./html/markup.ts";
export { openReports, type ReportOptions, type Reports } from "./open.ts";
export type { Reporter } from "./reporter.ts";
export { buildSite, type SiteOptions } from "./site/build.ts";
export { verdictSentence } from "./text.ts";
