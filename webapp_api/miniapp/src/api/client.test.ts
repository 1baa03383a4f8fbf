import { beforeEach, expect, it, vi } from "vitest";
import { api, type Player, take, useSessionOf } from "./client";
import { Session } from "./session";

const opened = (token: string) =>
  new Response(JSON.stringify({ session_token: token, expires_at: "2999-01-01T00:00:00Z", user: {} }));
const refusal = (status: number, code: string) =>
  new Response(JSON.stringify({ code, status, params: { left: 1 }, detail: "Nein" }), { status });

/** What the server was asked, with the token of each request. */
let asked: string[];

function serve(...answers: (() => Response)[]): void {
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const request = typeof input === "string" ? null : input;
    asked.push(
      `${request?.method ?? "login"} ${request ? new URL(request.url).pathname : ""} ${request?.headers.get("Authorization") ?? ""}`.trim(),
    );
    // a body can be read once, as by the real one
    await request?.arrayBuffer();
    const answer = answers.shift();
    if (!answer) throw new TypeError("failed to fetch");
    return answer();
  });
}

const start = (initData: string | null) => useSessionOf(new Session<Player>(initData, () => undefined));

beforeEach(() => {
  asked = [];
  sessionStorage.clear();
});

it("a stranger reads what is public, without a login", async () => {
  start(null);
  serve(() => new Response('{"items":[],"next_cursor":null}'));
  await take(api.GET("/api/v1/raffles"));
  expect(asked).toEqual(["GET /api/v1/raffles"]);
});

it("what is public does not wait for the login", async () => {
  start("hash=a");
  serve(() => new Response('{"items":[],"next_cursor":null}'));
  await take(api.GET("/api/v1/raffles"));
  expect(asked).toEqual(["GET /api/v1/raffles"]);
});

it("what is the player's waits for it, and a token that ended is renewed once", async () => {
  start("hash=a");
  serve(
    () => opened("one"),
    () => refusal(401, "session_ended"),
    () => opened("two"),
    () => new Response('{"items":[]}'),
  );
  await take(api.GET("/api/v1/wallets"));
  expect(asked).toEqual(["login", "GET /api/v1/wallets Bearer one", "login", "GET /api/v1/wallets Bearer two"]);
});

it("a purchase is sent again with its body and its key", async () => {
  start("hash=a");
  const bodies: string[] = [];
  serve(
    () => opened("one"),
    () => refusal(401, "session_ended"),
    () => opened("two"),
    () => new Response("{}", { status: 201 }),
  );
  const send = fetch;
  vi.stubGlobal("fetch", async (input: Request | string) => {
    if (typeof input !== "string") bodies.push(`${input.headers.get("idempotency-key")} ${await input.clone().text()}`);
    return send(input);
  });
  await take(
    api.POST("/api/v1/raffles/{raffle_id}/orders", {
      params: { path: { raffle_id: "r" }, header: { "idempotency-key": "k" } },
      body: { quantity: 2, pay_with: "BALANCE" },
    }),
  );
  expect(bodies).toEqual(Array(2).fill('k {"quantity":2,"pay_with":"BALANCE"}'));
});

it("a refusal is an error with its code, its parameters and its words", async () => {
  start("hash=a");
  serve(
    () => opened("one"),
    () => refusal(409, "not_enough_tickets"),
  );
  await expect(take(api.GET("/api/v1/me"))).rejects.toMatchObject({
    code: "not_enough_tickets",
    status: 409,
    params: { left: 1 },
    detail: "Nein",
    isPassing: false,
  });
});

it("no answer is an error that passes", async () => {
  start(null);
  serve();
  await expect(take(api.GET("/api/v1/raffles"))).rejects.toMatchObject({ code: "offline", isPassing: true });
});

it("a public page stays readable when the session is over for good", async () => {
  start("hash=a");
  serve(
    () => opened("one"),
    () => new Response("{}"),
    () => refusal(401, "session_ended"),
    () => refusal(401, "init_data_used"),
    () => new Response('{"items":[],"next_cursor":null}'),
  );
  await take(api.GET("/api/v1/me"));
  await take(api.GET("/api/v1/raffles"));
  expect(asked.at(-1)).toBe("GET /api/v1/raffles");
});
