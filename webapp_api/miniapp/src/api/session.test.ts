import { beforeEach, describe, expect, it, vi } from "vitest";
import { Session } from "./session";

const LAUNCH = "user=%7B%7D&auth_date=1&hash=abc";
const TOMORROW = () => new Date(Date.now() + 86_400_000).toISOString();

/** A server that answers in turn, and counts. */
function server(...answers: (object | number | "down")[]) {
  const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) => {
    const answer = answers.shift() ?? 500;
    if (answer === "down") throw new TypeError("failed to fetch");
    if (typeof answer === "number")
      return new Response(JSON.stringify({ code: "internal", status: answer }), { status: answer });
    const status = "code" in answer ? 401 : 200;
    return new Response(JSON.stringify(answer), { status });
  });
  return fetch;
}

const opened = (token: string) => ({ session_token: token, expires_at: TOMORROW(), user: { first_name: "Anna" } });
const session = (fetch: typeof globalThis.fetch, launch: string | null = LAUNCH) =>
  new Session(launch, () => undefined, fetch);

beforeEach(() => sessionStorage.clear());

describe("a launch", () => {
  it("is exchanged once for all who ask at the same time", async () => {
    const fetch = server(opened("one"), opened("two"));
    const users: unknown[] = [];
    const one = new Session(LAUNCH, (user) => users.push(user), fetch);
    expect(await Promise.all([one.token(), one.token(), one.token()])).toEqual(["one", "one", "one"]);
    expect(fetch).toHaveBeenCalledOnce();
    expect(JSON.parse(fetch.mock.calls[0]![1]!.body as string)).toEqual({ init_data: LAUNCH });
    expect(users).toEqual([{ first_name: "Anna" }]);
    expect(one.state()).toBe("signed_in");
  });

  it("is not exchanged again after a reload", async () => {
    await session(server(opened("one"))).token();
    const fetch = server(opened("two"));
    const reloaded = session(fetch);
    expect(reloaded.present).toBe("one");
    expect(await reloaded.token()).toBe("one");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("of somebody else in the same tab never gets the first one's session", async () => {
    await session(server(opened("one"))).token();
    expect(await session(server(opened("two")), "user=%7B%7D&auth_date=2&hash=def").token()).toBe("two");
  });

  it("whose session is over by the clock is exchanged anew", async () => {
    await session(server({ ...opened("old"), expires_at: new Date(Date.now() - 1000).toISOString() })).token();
    expect(await session(server(opened("new"))).token()).toBe("new");
  });

  it("that the server refuses makes the app ask to be opened again", async () => {
    for (const code of ["init_data_expired", "init_data_used"]) {
      const refused = session(server({ code, status: 401 }));
      await expect(refused.token()).rejects.toMatchObject({ code: "reopen" });
      expect(refused.state()).toBe("reopen");
      await expect(refused.token()).rejects.toMatchObject({ code: "reopen" });
    }
  });

  it("may be tried again after a failure on the way", async () => {
    const fetch = server("down", 503, opened("one"));
    const one = session(fetch);
    await expect(one.token()).rejects.toMatchObject({ code: "offline" });
    expect(one.state()).toBe("failed");
    await expect(one.token()).rejects.toMatchObject({ status: 503 });
    expect(await one.token()).toBe("one");
  });
});

describe("a token that the server knows no more", () => {
  it("is renewed once for all requests that were refused", async () => {
    const fetch = server(opened("one"), opened("two"));
    const one = session(fetch);
    await one.token();
    expect(await Promise.all([one.renewed("one"), one.renewed("one")])).toEqual(["two", "two"]);
    // a request that was under way with the old one takes what stands by now
    expect(await one.renewed("one")).toBe("two");
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("is gone for good after a logout", async () => {
    const one = session(server(opened("one"), opened("two")));
    await one.token();
    one.end();
    expect(one.state()).toBe("reopen");
    expect(sessionStorage.length).toBe(0);
    await expect(one.token()).rejects.toMatchObject({ code: "reopen" });
  });
});

it("outside of Telegram nobody is logged in, and nothing is asked", async () => {
  const fetch = server();
  const stranger = session(fetch, null);
  expect(stranger.state()).toBe("anonymous");
  await expect(stranger.token()).rejects.toMatchObject({ code: "reopen" });
  expect(fetch).not.toHaveBeenCalled();
});

it("tells those who listen", async () => {
  const one = session(server(opened("one")));
  const heard: string[] = [];
  one.subscribe(() => heard.push(one.state()));
  await one.token();
  expect(heard).toEqual(["signed_in"]);
});
