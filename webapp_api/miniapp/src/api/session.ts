// The session of this launch: one launch string, one session. The token lives in memory, and in sessionStorage over reloads.

import { ApiError, errorOf, isCode, OFFLINE, REOPEN } from "./errors";

export type SessionState = "anonymous" | "signing_in" | "signed_in" | "failed" | "reopen";

interface Kept {
  token: string;
  /** The launch that the token belongs to: its hash, which says nothing by itself. */
  launch: string;
  expiresAt: string;
}

interface Answer {
  session_token: string;
  expires_at: string;
  user: unknown;
}

const KEY = "fairlot.session";
const URL = "/api/v1/auth/telegram";
const UNUSABLE = ["init_data_expired", "init_data_used", "init_data_invalid"];

export class Session<User> {
  private readonly launch: string | null;
  private kept: Kept | null = null;
  private signing: Promise<string> | null = null;
  private trouble: ApiError | null = null;
  private readonly listeners = new Set<() => void>();
  private current: SessionState;

  /** `initData` is null outside of Telegram; `onUser` is given the profile that a login brings. */
  constructor(
    private readonly initData: string | null,
    private readonly onUser: (user: User) => void,
    private readonly request: typeof fetch = (...args) => fetch(...args),
  ) {
    this.launch = initData && new URLSearchParams(initData).get("hash");
    this.current = initData ? "signing_in" : "anonymous";
    const kept = read();
    if (kept && kept.launch === this.launch && Date.parse(kept.expiresAt) > Date.now()) {
      this.kept = kept;
      this.current = "signed_in";
    }
  }

  readonly state = (): SessionState => this.current;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Why the last login failed. */
  get problem(): ApiError | null {
    return this.trouble;
  }

  /** The token as it is, without waiting: for what strangers may read, too. */
  get present(): string | null {
    return this.kept?.token ?? null;
  }

  /** The token, after the login if none was made yet. Throws ApiError: `reopen`, `offline`, or a refusal of the server. */
  async token(): Promise<string> {
    if (this.kept) return this.kept.token;
    return this.signIn();
  }

  /** Another token, since the server knows `refused` no more; what another request renewed meanwhile is taken. */
  async renewed(refused: string): Promise<string> {
    if (this.kept && this.kept.token !== refused) return this.kept.token;
    this.keep(null);
    return this.signIn();
  }

  /** Forgets the session after a logout; its launch is not good for another one. */
  end(): void {
    this.keep(null);
    this.become("reopen");
  }

  private signIn(): Promise<string> {
    if (this.current === "reopen" || this.current === "anonymous") return Promise.reject(new ApiError(REOPEN));
    this.signing ??= this.exchange().finally(() => {
      this.signing = null;
    });
    return this.signing;
  }

  private async exchange(): Promise<string> {
    this.become("signing_in");
    try {
      const answer = await this.post();
      this.keep({ token: answer.session_token, launch: this.launch ?? "", expiresAt: answer.expires_at });
      this.become("signed_in");
      this.onUser(answer.user as User);
      return answer.session_token;
    } catch (error) {
      const isLost = isCode(error, ...UNUSABLE);
      this.trouble = error instanceof ApiError ? error : null;
      this.become(isLost ? "reopen" : "failed");
      throw isLost ? new ApiError(REOPEN) : error;
    }
  }

  private async post(): Promise<Answer> {
    let response: Response;
    try {
      response = await this.request(URL, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
        body: JSON.stringify({ init_data: this.initData }),
      });
    } catch {
      throw new ApiError(OFFLINE);
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw errorOf(response.status, body);
    return body as Answer;
  }

  private become(state: SessionState): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.listeners) listener();
  }

  private keep(kept: Kept | null): void {
    this.kept = kept;
    try {
      if (kept) sessionStorage.setItem(KEY, JSON.stringify(kept));
      else sessionStorage.removeItem(KEY);
    } catch {
      // without storage the session lasts until the page is loaded anew
    }
  }
}

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}
