// A refusal as the API gives it (RFC 9457), and the failures in which no answer came.

export type ErrorParams = Record<string, string | number | boolean | null | undefined>;

interface Problem {
  status: number;
  code: string;
  params: ErrorParams;
  detail: string;
}

/** Codes of our own, for what no server said. */
export const OFFLINE = "offline";
export const REOPEN = "reopen";

export class ApiError extends Error {
  /** `detail` is already in the player's language; empty for the codes of our own. */
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly params: ErrorParams = {},
    readonly detail = "",
  ) {
    super(`${code} ${status}`);
  }

  /** Whether the same request may do better a little later; a command under its key is safe to repeat. */
  get isPassing(): boolean {
    return this.code === OFFLINE || this.status >= 500 || this.status === 429;
  }
}

/** The error of an answer that is none. `body` is what came, read or not. */
export function errorOf(status: number, body: unknown): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return new ApiError(problem.code ?? "internal", status, problem.params ?? {}, problem.detail ?? "");
}

export const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof ApiError && codes.includes(error.code);
