// Texts with the few marks that Telegram knows, as elements. Nothing of it is ever given to the browser as HTML.

import type { ReactNode } from "react";
import styles from "./Rich.module.css";

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#x27": "'" };
const TAGS: Record<string, (children: ReactNode[], key: number) => ReactNode> = {
  b: (children, key) => <strong key={key}>{children}</strong>,
  i: (children, key) => <em key={key}>{children}</em>,
  code: (children, key) => (
    <code key={key} className="mono">
      {children}
    </code>
  ),
};

const plain = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The nodes of a text; a tag that is not known leaves what it holds. */
export function parseRich(text: string): ReactNode[] {
  const open: { tag: string; nodes: ReactNode[] }[] = [{ tag: "", nodes: [] }];
  let key = 0;
  for (const part of text.split(/(<\/?[a-z-]+(?: [^<>]*)?>)/)) {
    const [, slash, tag = ""] = /^<(\/?)([a-z-]+)/.exec(part) ?? [];
    if (!tag) {
      if (part) open.at(-1)!.nodes.push(plain(part));
    } else if (!slash) {
      open.push({ tag, nodes: [] });
    } else if (open.length > 1 && open.at(-1)!.tag === tag) {
      const { nodes } = open.pop()!;
      const made = TAGS[tag];
      open.at(-1)!.nodes.push(...(made ? [made(nodes, key++)] : nodes));
    }
  }
  return open.flatMap(({ nodes }) => nodes);
}

/** Paragraphs of a text with marks. */
export function Rich({ text }: { text: string }) {
  return (
    <div className={styles.rich}>
      {text
        .trim()
        .split(/\n\s*\n/)
        .map((paragraph) => (
          <p key={paragraph}>{parseRich(paragraph)}</p>
        ))}
    </div>
  );
}
