/** What a method and a path lead to. */
export interface Found<T> {
  readonly value: T;
  /** The variable parts of the path in their order, as sent, percent-encoded. */
  readonly captures: readonly string[];
}

/** Finds by method and path; "concrete before templated" (OpenAPI 3.1, Paths Object). */
export interface Router<T> {
  /** What is found; else the methods that the path has, none for a path that is not there. */
  find(method: string, path: string): Found<T> | readonly string[];
}

/** What a template leads to, with `{name}` for its variable parts. */
export interface Route<T> {
  readonly method: string;
  readonly template: string;
  readonly value: T;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  /** Segments that are variable in part, as `{name}.json`. */
  readonly patterns: { readonly source: string; readonly expression: RegExp; readonly node: Node<T> }[];
  variable: Node<T> | undefined;
  readonly methods: Map<string, T>;
}

/**
 * Builds a tree of segments: the time to find a route grows with the length of the path, not with the number of routes.
 * Calls `clash` for a route that leads where another one already does, with what stands there.
 */
export function createRouter<T>(routes: Iterable<Route<T>>, clash: (route: Route<T>, other: T) => never): Router<T> {
  const root = createNode<T>();
  for (const route of routes) {
    let node = root;
    for (const segment of route.template.slice(1).split("/")) node = childOf(node, segment);
    const other = node.methods.get(route.method);
    if (other !== undefined) clash(route, other);
    node.methods.set(route.method, route.value);
  }
  return {
    find(method, path) {
      const captures: string[] = [];
      const seen = new Set<string>();
      const value = path.startsWith("/") ? walk(root, method, path, 1, captures, seen) : undefined;
      return value === undefined ? [...seen] : { value, captures };
    },
  };
}

/** `seen` collects the methods of the paths that fit but for the method. */
function walk<T>(
  node: Node<T>,
  method: string,
  path: string,
  start: number,
  captures: string[],
  seen: Set<string>,
): T | undefined {
  if (start > path.length) {
    const value = node.methods.get(method);
    if (value === undefined) for (const other of node.methods.keys()) seen.add(other);
    return value;
  }
  const slash = path.indexOf("/", start);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(start, end);
  const next = (child: Node<T>) => walk(child, method, path, end + 1, captures, seen);
  const literal =
    node.literals.get(segment) ?? (segment.includes("%") ? node.literals.get(decode(segment)) : undefined);
  if (literal !== undefined) {
    const value = next(literal);
    if (value !== undefined) return value;
  }
  const mark = captures.length;
  for (const { expression, node: child } of node.patterns) {
    const match = expression.exec(segment);
    if (match === null) continue;
    captures.push(...match.slice(1));
    const value = next(child);
    if (value !== undefined) return value;
    captures.length = mark;
  }
  if (node.variable === undefined || segment === "") return undefined;
  captures.push(segment);
  const value = next(node.variable);
  if (value === undefined) captures.length = mark;
  return value;
}

function childOf<T>(node: Node<T>, segment: string): Node<T> {
  if (/^\{[^{}]*\}$/.test(segment)) {
    node.variable ??= createNode();
    return node.variable;
  }
  if (!segment.includes("{")) {
    const child = node.literals.get(segment) ?? createNode<T>();
    node.literals.set(segment, child);
    return child;
  }
  const literals = segment.split(/\{[^{}]*\}/).map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const source = `^${literals.join("(.+?)")}$`;
  const known = node.patterns.find((pattern) => pattern.source === source);
  if (known !== undefined) return known.node;
  const child = createNode<T>();
  node.patterns.push({ source, expression: new RegExp(source, "s"), node: child });
  return child;
}

function createNode<T>(): Node<T> {
  return { literals: new Map(), patterns: [], variable: undefined, methods: new Map() };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
