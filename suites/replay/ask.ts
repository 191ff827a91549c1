import {
  generateRequest,
  type HttpInteraction,
  type Interaction,
  type JsonObject,
  type MatchResult,
  type Mismatch,
  matchMessage,
  matchResponse,
  type Random,
} from "../../contracts/index.ts";
import type { Exchange, Send } from "../kit/exchange.ts";
import { isUnreadable } from "../kit/no-answer.ts";
import { redactText } from "../kit/redact-text.ts";
import { answerOf } from "./answer.ts";
import type { Credentials } from "./credentials.ts";
import type { AskForMessages } from "./messages.ts";
import { type InteractionOutcome, passed, placed, stopped } from "./outcome.ts";
import { requestOf } from "./request.ts";

/** How a provider is asked. */
export interface Provider {
  /** Without a trailing slash; paths of the pact are appended. */
  readonly baseUrl: string;
  readonly send: Send;
  readonly askForMessages: AskForMessages;
  readonly credentials: Credentials;
}

/** Asks the provider what one interaction says, and judges the answer; `values` come from the provider's states. */
export async function ask(
  interaction: Interaction,
  provider: Provider,
  values: JsonObject,
  random: Random,
): Promise<InteractionOutcome> {
  try {
    return interaction.type === "Synchronous/HTTP"
      ? await askOverHttp(interaction, provider, values, random)
      : await askForMessages(interaction, provider);
  } catch (error) {
    const message = redactText(error instanceof Error ? error.message : String(error));
    return stopped(isUnreadable(error) ? "fail" : "inconclusive", message);
  }
}

async function askOverHttp(
  { request, response }: HttpInteraction,
  { baseUrl, send, credentials }: Provider,
  values: JsonObject,
  random: Random,
): Promise<InteractionOutcome> {
  const generated = generateRequest(request, { now: new Date(), providerState: values }, random);
  const sent = requestOf(generated, baseUrl, await credentials.headersFor(request, response.status));
  if ("unsendable" in sent) {
    return stopped("inconclusive", `The request of the pact cannot be sent: ${sent.unsendable}.`);
  }
  const exchange = await send(sent);
  return judged(matchResponse(response, answerOf(exchange.response)), exchange);
}

async function askForMessages(
  interaction: Exclude<Interaction, HttpInteraction>,
  provider: Provider,
): Promise<InteractionOutcome> {
  const answer = await provider.askForMessages(interaction);
  if ("unasked" in answer) return stopped("inconclusive", answer.unasked);
  const exchange = answer.exchange === undefined ? {} : { exchange: answer.exchange };
  if ("refused" in answer) return { ...stopped("fail", answer.refused), ...exchange };
  const expected = interaction.type === "Asynchronous/Messages" ? [interaction.message] : interaction.responses;
  if (answer.messages.length !== expected.length) {
    const message = `${expected.length} message(s) are expected, and the provider gave ${answer.messages.length}.`;
    return { ...stopped("fail", message), ...exchange };
  }
  const results = expected.map((one, index) => {
    const actual = answer.messages[index];
    return actual === undefined ? { match: true, mismatches: [] } : matchMessage(one, actual);
  });
  const mismatches = results.flatMap((result) => result.mismatches);
  return judged({ match: results.every(({ match }) => match), mismatches }, answer.exchange);
}

function judged({ match, mismatches }: MatchResult, exchange: Exchange | undefined): InteractionOutcome {
  const seen = exchange === undefined ? {} : { exchange };
  if (match) return { ...passed, ...seen };
  // What was answered may hold a token, and mismatches quote it.
  const shown = mismatches.map((one): Mismatch => ({ ...one, message: redactText(one.message) }));
  const [first] = shown;
  const more = shown.length > 1 ? ` (and ${shown.length - 1} more)` : "";
  const message = first === undefined ? "The answer does not match." : `${placed(first)}${more}`;
  return { verdict: "fail", message, mismatches: shown, ...seen };
}
