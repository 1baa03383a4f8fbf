// Calls of the API with the session of this launch. Every failure is an ApiError.

import createClient from "openapi-fetch";
import type { components, paths } from "../../generated/api";
import { ApiError, errorOf, isCode, OFFLINE, REOPEN } from "./errors";
import type { Session } from "./session";

export type Schemas = components["schemas"];
export type Player = Schemas["Player"];

/** What strangers may read, too: it waits for no login. */
const PUBLIC = /\/api\/v1\/(raffles(?!\/[^/]+\/holding)|exchange-rates|about)/;

let session: Session<Player>;
let language = "en";

export function useSessionOf(given: Session<Player>): void {
  session = given;
}

/** The language of refusals for who has no session. */
export function speakLanguage(given: string): void {
  language = given;
}

async function send(request: Request, token: string | null): Promise<Response> {
  request.headers.set("Accept-Language", language);
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  else request.headers.delete("Authorization");
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError(OFFLINE);
  }
}

/** Sends with the session's token; once more with a fresh one where the server knows it no longer. */
async function sendWithSession(request: Request): Promise<Response> {
  const isPublic = request.method === "GET" && PUBLIC.test(new URL(request.url).pathname);
  const token = isPublic ? session.present : await session.token();
  const again = request.clone();
  const response = await send(request, token);
  if (response.status !== 401 || !token) return response;
  try {
    return await send(again, await session.renewed(token));
  } catch (error) {
    if (isPublic && isCode(error, REOPEN)) return send(again, null);
    throw error;
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: sendWithSession });

/** The body of an answer. Throws ApiError for everything that is none. */
export async function take<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw errorOf(response.status, error);
  return data as T;
}
