// Contrast of colours (WCAG 2.1, section 1.4.3), for themes that people made themselves.

type Rgb = readonly [number, number, number];

const parse = (color: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb;
const written = (color: Rgb): string =>
  `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** `color` with a share (0 to 1) of `other`, both as #rrggbb. */
export function mixed(color: string, other: string, share: number): string {
  const [from, to] = [parse(color), parse(other)];
  return written(from.map((part, index) => part + (to[index]! - part) * share) as unknown as Rgb);
}

function luminance(color: string): number {
  const [red, green, blue] = parse(color).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export const isDark = (color: string): boolean => contrast(color, "#ffffff") > contrast(color, "#000000");

/** `color`, moved towards black or white until it can be read on every one of `grounds`. */
export function readable(color: string, grounds: string[], wanted: number): string {
  const extreme = isDark(grounds[0]!) ? "#ffffff" : "#000000";
  for (let share = 0; share < 1; share += 0.1) {
    const tried = mixed(color, extreme, share);
    if (grounds.every((ground) => contrast(tried, ground) >= wanted)) return tried;
  }
  return extreme;
}
