import { loadPact, type Pact, type PactRequest, TercetError } from "../../contracts/index.ts";
import type { Credentials } from "../kit/credentials/credentials.ts";
import type { Send } from "../kit/exchange.ts";
import { createHttp, type Http } from "../kit/http.ts";
import type { TokenKeys } from "../kit/identity.ts";
import { type Fetch, givingUp, sendByFunction } from "./bounded.ts";
import { createCredentials } from "./credentials.ts";
import { hurriedStates } from "./hurried-states.ts";
import { type AskForMessages, type MessageProducers, messagesByFunctions, messagesByHttp } from "./messages.ts";
import type { ReplayResult } from "./outcome.ts";
import { type InteractionSelection, planReplay } from "./plan.ts";
import { type Replay, replayAll, resultOf } from "./replay.ts";
import { type StateHandlers, type States, statesByFunctions, statesGiven, statesUnreachable } from "./states.ts";
import { statesByHttp } from "./states-http.ts";

/** How long the provider may take for one exchange, in milliseconds. */
const exchangeMilliseconds = 10_000;
/** A state may fill a database. */
const stateMilliseconds = 30_000;
/** And so long at the most once the replay was interrupted. */
const graceMilliseconds = 5_000;
/** As many interactions without states are under way at once. */
const defaultConcurrency = 16;

/** What `replayPact` needs; `url` or `send` for HTTP interactions, `messageUrl` or `messages` for messages. */
export interface ReplayOptions {
  /** A pact, or the path or URL of its file. */
  readonly pact: Pact | string;
  /** Base URL of the provider. */
  readonly url?: string | undefined;
  /** Answers instead of a URL, as the handlers of many frameworks do: `app.fetch`. */
  readonly send?: Fetch | undefined;
  /** Functions by the name of the state; `"given"`: the provider is in every state already. */
  readonly states?: StateHandlers | "given" | undefined;
  /** The provider's route for states: POST `{ consumer, state, params, action: "setup" | "teardown" }`. */
  readonly stateUrl?: string | undefined;
  /** States do not disturb one another, so interactions that need some may run side by side. */
  readonly statesIndependent?: boolean | undefined;
  /** Functions by the description of the message interaction. */
  readonly messages?: MessageProducers | undefined;
  /** The provider's route for messages: POST `{ description, providerStates }`. Default: `url`. */
  readonly messageUrl?: string | undefined;
  readonly select?: InteractionSelection | undefined;
  /** Sent with every request, in place of headers of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Mints fresh bearer tokens in place of those in the pact. */
  readonly tokens?: TokenKeys | undefined;
  /** Where fresh bearer tokens come from instead. */
  readonly credentials?: Credentials | undefined;
  /** The roles of fresh tokens; default: those of the token in the pact, where it can be read. */
  readonly roles?: readonly string[] | undefined;
  /** The roles that a request needs, where neither of both says it: by the provider's contract, say. */
  readonly rolesFor?: ((request: PactRequest) => readonly string[] | undefined) | undefined;
  /** PEM of the authority that signed the provider's certificate. */
  readonly certificateAuthority?: string | undefined;
  readonly consumerVersion?: string | undefined;
  readonly providerVersion?: string | undefined;
  /** Default: 16. */
  readonly concurrency?: number | undefined;
  /** Makes generated values the same again; default: 0. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly around?: Replay["around"] | undefined;
}

/**
 * Replays what a consumer expects of its provider and judges each answer: one result for each interaction. Redirects are
 * not followed. Throws `TercetError` for a pact that cannot be used, one without an interaction, and a selection that fits
 * none; what the provider does is never thrown, it is a result.
 */
export async function replayPact(options: ReplayOptions): Promise<ReplayResult> {
  const pact = typeof options.pact === "string" ? await loadPact(options.pact) : options.pact;
  const planned = planReplay(pact, options.select);
  const signal = options.signal ?? new AbortController().signal;
  const { url, stateUrl, messageUrl } = options;
  const http = createHttp({
    certificateAuthority: options.certificateAuthority,
    timeoutMilliseconds: exchangeMilliseconds,
  });
  // States have connections of their own: what was set up is torn down also after an abort has cut the others.
  const stateHttp = createHttp({
    certificateAuthority: options.certificateAuthority,
    timeoutMilliseconds: stateMilliseconds,
  });
  const cut = () => void http.close();
  signal.addEventListener("abort", cut);
  try {
    const headers = lowerCased(options.headers ?? {});
    // What the provider is given may be a secret: it goes nowhere else.
    const ofSameOrigin = (other: string | undefined) =>
      url !== undefined && other !== undefined && new URL(other).origin === new URL(url).origin ? headers : {};
    const send = providerSend(options, http, signal);
    const outcomes = await replayAll({
      pact,
      planned,
      provider: {
        baseUrl: (url ?? "http://provider.local").replace(/\/+$/, ""),
        send,
        askForMessages: messagesOf(options, givingUp(http.send, signal), ofSameOrigin(messageUrl ?? url)),
        credentials: createCredentials({ ...options, headers }),
      },
      states: hurriedStates(statesOf(options, stateHttp.send, ofSameOrigin(stateUrl)), signal, graceMilliseconds),
      statesIndependent: options.statesIndependent ?? false,
      concurrency: options.concurrency ?? defaultConcurrency,
      seed: options.seed ?? 0,
      signal,
      around: options.around ?? ((_planned, run) => run()),
    });
    return resultOf(pact, planned, outcomes, options);
  } finally {
    signal.removeEventListener("abort", cut);
    if (!signal.aborted) await http.close();
    await stateHttp.close();
  }
}

function providerSend({ url, send, pact }: ReplayOptions, http: Http, signal: AbortSignal): Send {
  if (send !== undefined) return givingUp(sendByFunction(send, exchangeMilliseconds), signal);
  if (url !== undefined) return givingUp(http.send, signal);
  return async () => {
    const source = typeof pact === "string" ? pact : pact.source;
    throw new TercetError(
      "usage",
      `${source} has HTTP interactions: give the provider's URL, or a function to send by.`,
    );
  };
}

function statesOf({ states, stateUrl }: ReplayOptions, send: Send, headers: Readonly<Record<string, string>>): States {
  if (states === "given") return statesGiven;
  if (states !== undefined) return statesByFunctions(states, stateMilliseconds);
  if (stateUrl !== undefined) return statesByHttp(stateUrl, send, headers);
  return statesUnreachable(
    "give the provider's route for states (--state-url), or say that it is in all of them already (--states-given)",
  );
}

function messagesOf(
  { messages, messageUrl, url }: ReplayOptions,
  send: Send,
  headers: Readonly<Record<string, string>>,
): AskForMessages {
  if (messages !== undefined) return messagesByFunctions(messages, exchangeMilliseconds);
  const route = messageUrl ?? url;
  if (route !== undefined) return messagesByHttp(route, send, headers);
  return async () => ({
    unasked: "Messages cannot be asked for: give the provider's route for messages, or functions.",
  });
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
