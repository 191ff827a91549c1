import { delay, type HttpHandler, HttpResponse, http } from "msw";
import type { Contract } from "../../../contracts/portable.ts";
import type { Fault } from "../faults/fault.ts";
import { piecesOf } from "../faults/spoil.ts";
import type { MockAnswer, MockRequest } from "../mock/message.ts";
import { createMock, type Mock, type MockOptions } from "../mock/mock.ts";

/** Where the consumer looks for the provider, and how the mock behaves where a contract is given. */
export interface HandlerOptions extends MockOptions {
  /** Scheme, host and what stands in front of the contract's paths: `https://products.test`. */
  readonly baseUrl: string;
}

/**
 * Handlers for `setupServer` (Node) and `setupWorker` (browser) of msw: every request below `baseUrl` is answered by the
 * contract or refused. Give a `Mock` to share it with a recorder; of several contracts make one mock.
 */
export function handlersOf(provider: Contract | Mock, options: HandlerOptions): readonly HttpHandler[] {
  const mock = "handle" in provider ? provider : createMock(provider, options);
  const base = options.baseUrl.replace(/\/+$/, "");
  const isBelow = (url: string) => url === base || ["/", "?"].some((next) => url.startsWith(base + next));
  return [
    http.all(
      ({ request }) => isBelow(request.url),
      async ({ request }) => {
        const { answer, fault } = mock.handle(await readRequest(request, base));
        return fault === undefined ? respond(answer) : respondWith(fault, answer);
      },
    ),
  ];
}

async function readRequest(request: Request, base: string): Promise<MockRequest> {
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const target = request.url.slice(base.length);
  return {
    method: request.method.toUpperCase(),
    target: target.startsWith("/") ? target : `/${target}`,
    headers: Object.fromEntries(request.headers),
    body,
  };
}

function respond({ status, headers, body }: MockAnswer, stream?: ReadableStream): Response {
  const fields = new Headers();
  for (let index = 0; index < headers.length; index += 2)
    fields.append(headers[index] as string, headers[index + 1] as string);
  const content = body.byteLength === 0 ? null : (stream ?? body.slice());
  return new HttpResponse(content, { status, headers: fields });
}

async function respondWith({ delay: wait, connection, drip }: Fault, answer: MockAnswer): Promise<Response> {
  if (wait !== undefined) await delay(wait);
  if (connection === "reset") return HttpResponse.error();
  if (drip === undefined) return respond(answer);
  const pieces = [...piecesOf(answer.body)];
  const stream = new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else {
        await delay(drip);
        controller.enqueue(piece);
      }
    },
  });
  return respond(answer, stream);
}
