// Line icons of our own, 24 by 24, in the colour of the text around them.

const PATHS = {
  lotteries:
    "M3 8.5a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 8.5v1.3a2.3 2.3 0 0 0 0 4.4v1.3a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15.5v-1.3a2.3 2.3 0 0 0 0-4.4zM14.5 7v2m0 2v2m0 2v2",
  tickets: "M4 6.5h16M4 12h16M4 17.5h10",
  results:
    "M8 4h8v5a4 4 0 0 1-8 0zM8 5.5H4.5v1A3.5 3.5 0 0 0 8 10m8-4.5h3.5v1A3.5 3.5 0 0 1 16 10m-4 3v4m-3.5 3h7M10 20c0-2 .8-3 2-3s2 1 2 3",
  wallet: "M4 8a2 2 0 0 1 2-2h11v3M4 8v9a2 2 0 0 0 2 2h13a1 1 0 0 0 1-1V10a1 1 0 0 0-1-1H5a1 1 0 0 1-1-1zm12.5 6h.01",
  profile: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7.5 8c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4",
  mail: "M4 6h16v12H4zm0 1.5 8 6 8-6",
  home: "M4 11.5 12 4.5l8 7M6.5 9.5v10h11v-10",
  gift: "M4 11h16v9H4zm-1-4h18v4H3zm9 0v13M12 7s-1-4-3.5-4a2 2 0 0 0 0 4zm0 0s1-4 3.5-4a2 2 0 0 1 0 4z",
  back: "M14.5 5.5 8 12l6.5 6.5",
  next: "m9.5 5.5 6.5 6.5-6.5 6.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "m6.5 6.5 11 11m0-11-11 11",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5.5l3.5 2",
  lock: "M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3",
  shield: "M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6zm-3 8.5 2.2 2.2L15.5 10",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  share: "M12 15V4m0 0L8 8m4-4 4 4M5 13v6h14v-6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4v11m0 0-4-4m4 4 4-4M5 20h14",
  exchange: "M4 8.5h14l-3.5-3.5M20 15.5H6l3.5 3.5",
  alert: "M12 8.5v4.5m0 3.5h.01M12 3.5 2.5 20h19z",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-10v5.5M12 7.5h.01",
  offline: "M3 3l18 18M8.5 15.5a5 5 0 0 1 5.7-1M5 12a10 10 0 0 1 4-2.4m4.5-.4A10 10 0 0 1 19 12M12 19h.01",
  globe:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c2.5 2.5 3.8 5.5 3.8 9s-1.3 6.5-3.8 9c-2.5-2.5-3.8-5.5-3.8-9S9.5 5.5 12 3z",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
