import { type Agent, request } from "node:https";

/** Answers of the shop's services are smaller by far. */
const maximumAnswerBytes = 1024 * 1024;

/** One call to another service; throws when no whole answer came before the signal. The body is parsed JSON. */
export function callJson(options: {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Holds connections, and knows the authority. */
  readonly agent: Agent;
  readonly signal: AbortSignal;
}): Promise<{ readonly status: number; readonly body: unknown }> {
  const { url, method, headers, agent, signal } = options;
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent, signal }, async (response) => {
      try {
        const chunks: Buffer[] = [];
        let length = 0;
        for await (const chunk of response as AsyncIterable<Buffer>) {
          length += chunk.length;
          if (length > maximumAnswerBytes) throw new Error("the answer is too large");
          chunks.push(chunk);
        }
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
      } catch (error) {
        reject(error);
      }
    });
    call.on("error", reject);
    call.end(options.body);
  });
}
