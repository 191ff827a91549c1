import { setTimeout as sleep } from "node:timers/promises";
import { createLimit } from "../../kit/concurrency.ts";
import { type Client, type Layout, requestsPerSecond, unavailable } from "./arrangements/printers/client.ts";
import { createTurns, type Turns, waitingFor } from "./arrangements/printers/turns.ts";
import { printers, printing } from "./arrangements/printers.ts";
import type { Fault } from "./fault.ts";
import { Refusal } from "./messages.ts";

const fault = (name: string, caughtBy: Fault["caughtBy"], change: (client: Client) => Partial<Client>): Fault => ({
  name,
  guarantee: "throttled-output",
  caughtBy,
  arrangement: printers,
  change: printing(change),
});

const leaveNothing = () => {};

/** Both instances have the same turns, as the correct ones have theirs. */
function forBoth(make: () => Turns): (client: Client) => Partial<Client> {
  const made = new WeakMap<Turns, Turns>();
  return ({ turns: correct }) => {
    const turns = made.get(correct) ?? make();
    made.set(correct, turns);
    return { turns };
  };
}

/** As many in each second of the clock: two seconds' worth fit around its stroke. */
function turnsByTheClock(): Turns {
  let [second, used] = [0, 0];
  return waitingFor(() => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, used] = [now, 0];
    if (used >= requestsPerSecond) return undefined;
    used++;
    return leaveNothing;
  });
}

/** A second that begins with its first request. */
function turnsSinceTheFirst(): Turns {
  let [startedAt, used] = [Number.NEGATIVE_INFINITY, 0];
  return waitingFor(() => {
    const now = performance.now();
    if (now - startedAt >= 1000) [startedAt, used] = [now, 0];
    if (used >= requestsPerSecond) return undefined;
    used++;
    return leaveNothing;
  });
}

/** A bucket that fills up while nobody asks, and goes on filling while it is emptied. */
function turnsFromABucket(): Turns {
  let [tokens, filledAt] = [requestsPerSecond, performance.now()];
  return waitingFor(() => {
    const now = performance.now();
    tokens = Math.min(requestsPerSecond, tokens + ((now - filledAt) * requestsPerSecond) / 1000);
    filledAt = now;
    if (tokens < 1) return undefined;
    tokens--;
    return leaveNothing;
  });
}

/** Providers that pass a rush on to whom they ask, or fall with him. */
export const outputThrottleFaults: readonly Fault[] = [
  fault("throttles-each-instance-for-itself", ["rate"], () => ({ turns: createTurns(requestsPerSecond) })),
  fault("counts-by-the-clock", ["rate"], forBoth(turnsByTheClock)),
  fault("counts-from-the-first-request-on", ["rate"], forBoth(turnsSinceTheFirst)),
  fault("saves-up-for-a-burst", ["rate"], forBoth(turnsFromABucket)),
  fault("counts-what-is-answered-alone", ["rate"], ({ turns }) => ({
    turns: {
      // The place is taken when the answer is there: what is under way at once is not counted.
      take: async () => () => void turns.take().then((leave) => leave?.()),
    },
  })),
  fault("breaks-when-it-holds-back", ["held-back"], () => ({
    heldBack: () => new Refusal(500, "internal-error"),
  })),
  fault("asks-again-beside-the-throttle", ["rate-of-retries"], ({ request }) => ({
    async request(text, client) {
      for (let attempt = 1; ; attempt++) {
        const answer = await request(text, client);
        if (answer.status !== 503 || attempt === 4) return answer;
      }
    },
  })),
  fault("asks-again-too-soon", ["retry-after"], ({ ask, request }) => ({
    // In its turn, but long before the time that was named.
    async ask(text, client) {
      let refused = false;
      const noting = async (...given: Parameters<Client["request"]>) => {
        const answer = await request(...given);
        refused = answer.status === 429;
        return answer;
      };
      try {
        return await ask(text, { ...client, request: noting });
      } catch (error) {
        if (!refused) throw error;
        await sleep(100);
        return ask(text, client);
      }
    },
  })),
  fault("asks-in-nobodys-name-now-and-then", ["authenticated"], ({ headers }) => {
    let turn = 0;
    return {
      headers() {
        const { authorization, ...anonymous } = headers();
        return turn++ % 4 === 3 ? anonymous : { ...anonymous, authorization: authorization ?? "" };
      },
    };
  }),
  fault("asks-for-what-is-not-promised", ["conforming"], ({ target, read }) => ({
    target: (text) => `${target(text)}&font=bold`,
    // The printers refuse that, and it makes do.
    read: (answer) => (answer.status === 400 ? { text: "This side up", lines: 1 } : read(answer)),
  })),
  fault("takes-the-answer-on-trust", ["unlawful"], () => ({
    read({ status, type, body }) {
      if (status !== 200 || !type.startsWith("application/json")) throw new Error(`no layout: ${status}`);
      return JSON.parse(body) as Layout;
    },
  })),
  fault("looks-at-the-status-alone", ["unlawful"], ({ read, request }) => ({
    async ask(text, client) {
      const answer = await request(text, client).catch(() => {
        throw unavailable();
      });
      if (answer.status !== 200) throw unavailable();
      return read(answer);
    },
  })),
  fault("passes-a-500-on", ["failing"], ({ ask, request }) => ({
    async ask(text, client) {
      let status = 0;
      const noting = async (...given: Parameters<Client["request"]>) => {
        const answer = await request(...given);
        ({ status } = answer);
        return answer;
      };
      return ask(text, { ...client, request: noting }).catch((error: unknown) => {
        throw status === 500 ? new Refusal(500, "printers-failed") : error;
      });
    },
  })),
  fault("breaks-when-nobody-listens", ["dead"], ({ ask, request }) => ({
    async ask(text, client) {
      let code: unknown;
      const noting = async (...given: Parameters<Client["request"]>) =>
        request(...given).catch((error: Error) => {
          code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
          throw error;
        });
      return ask(text, { ...client, request: noting }).catch((error: unknown) => {
        throw code === "ECONNREFUSED" ? new Refusal(500, "internal-error") : error;
      });
    },
  })),
  fault("sets-a-deadline-for-the-first-byte-alone", ["slow"], () => ({
    async request(text, client) {
      const tooLate = new AbortController();
      const timer = setTimeout(() => tooLate.abort(), 400);
      const { signal } = tooLate;
      const answer = await fetch(client.url + client.target(text), { headers: client.headers(), signal });
      clearTimeout(timer);
      return { status: answer.status, type: answer.headers.get("content-type") ?? "", body: await answer.text() };
    },
  })),
  {
    name: "answers-nobody-while-it-waits",
    guarantee: "throttled-output",
    caughtBy: ["others"],
    arrangement: printers,
    change(parts) {
      const oneAtATime = createLimit(1);
      return { handle: (request, all) => oneAtATime(() => parts.handle(request, all)) };
    },
  },
  fault("loses-a-turn-with-each-failure", ["recovers"], ({ turns, ask }) => ({
    async ask(text, client) {
      const leave = await turns.take();
      if (leave === undefined) throw unavailable();
      const layout = await ask(text, { ...client, turns: { take: async () => leaveNothing } });
      leave();
      return layout;
    },
  })),
];
