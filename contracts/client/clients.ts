/**
 * The clients that a scenario can name in `uses`, by service name. Every generated client adds its own by declaration
 * merging (`declare module "tercet" { interface Clients { … } }`), so that the types of a scenario follow from `uses`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by generated clients
export interface Clients {}
