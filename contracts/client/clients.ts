/**
 * The clients that a program has, by service and major version: `carts@1`. Every generated client adds its own by declaration
 * merging (`declare module "tercet" { interface Clients { … } }`), so that several major versions stand side by side, and
 * the types of a scenario follow from `uses`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by generated clients
export interface Clients {}

/** The client of a service for a range of versions: that of the range's major, else the only one that there is. */
export type ClientOf<
  Service extends string,
  Range extends string,
> = `${Service}@${MajorOf<Range>}` extends keyof Clients
  ? Clients[`${Service}@${MajorOf<Range>}`]
  : OnlyOne<Extract<keyof Clients, `${Service}@${string}`>>;

type MajorOf<Range extends string> = Bare<Range> extends `${infer Major}.${string}` ? Major : Bare<Range>;
type Bare<Range extends string> = Range extends `${"^" | "~" | "=" | "v"}${infer Rest}` ? Rest : Range;

/** `never` where there is none, or several among which the range does not tell. */
type OnlyOne<Key extends keyof Clients, All extends keyof Clients = Key> = Key extends Key
  ? [All] extends [Key]
    ? Clients[Key]
    : never
  : never;
