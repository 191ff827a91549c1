/** How long one string may be matched against a pattern that could backtrack without end. */
const watchdogMilliseconds = 250;
/** The watchdog sees the wall clock; a match that was cut off while the machine did other things is tried again so often. */
const maxAttempts = 8;

/**
 * Node's `vm`; undefined in a browser. Asked for and not imported, so that what validates by a schema can be bundled for
 * a browser: https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
const vm = globalThis.process?.getBuiltinModule?.("node:vm");
const sandbox = vm?.createContext({ expression: undefined, text: "" });
const match = vm && new vm.Script("expression.test(text)");

/**
 * Tests a text with a bound of 250 ms; undefined where the match took longer. V8 lets `vm` end a regular expression that
 * runs too long; nothing else in the language can. So in a browser there is no bound: the page that waits is the tester's
 * own.
 */
export function testWatched(expression: RegExp, text: string): boolean | undefined {
  if (sandbox === undefined || match === undefined) return expression.test(text);
  Object.assign(sandbox, { expression, text });
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = process.cpuUsage();
    try {
      return match.runInContext(sandbox, { timeout: watchdogMilliseconds }) === true;
    } catch {
      const { user, system } = process.cpuUsage(before);
      if (user + system > (watchdogMilliseconds / 2) * 1000) return undefined;
    }
  }
  return undefined;
}
