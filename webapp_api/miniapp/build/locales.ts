// The texts of locales/ for the app: per language one module, `virtual:locale/<language>`, that becomes a hashed file
// of its own. It holds the messages that the sources name (or that those are made of), and how numbers are written.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SOURCES = join(import.meta.dirname, "..", "src");
const FORMATS = join(SOURCES, "i18n", "formats");
const LOCALES = join(import.meta.dirname, "..", "..", "..", "locales");
const PREFIX = "virtual:locale/";

export function locales(): Plugin {
  return {
    name: "fairlot-locales",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      const formats = readFileSync(join(FORMATS, `${language}.json`), "utf8");
      const messages = used(messagesOf(language), namesIn(SOURCES));
      return `export const messages = ${JSON.stringify(messages)};\nexport const formats = ${formats};`;
    },
  };
}

/** Every message of a language by its id, as it is written. */
export function messagesOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const folder = join(LOCALES, language);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".ftl"))
    .sort()) {
    // a message begins where a line begins, and its own further lines are indented
    for (const part of readFileSync(join(folder, file), "utf8").split(/^(?=[a-z#])/m)) {
      const id = /^([a-z][a-z0-9-]*) =/.exec(part)?.[1];
      if (id) found.set(id, part.trimEnd());
    }
  }
  return found;
}

/** All literals in sources that could be the id of a message. */
export function namesIn(folder: string): Set<string> {
  const names = new Set<string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(path) || path.includes(".test.")) continue;
    for (const match of readFileSync(join(folder, path), "utf8").matchAll(/"([a-z]+(?:-[a-z0-9]+)+)"/g))
      names.add(match[1]!);
  }
  return names;
}

/** The messages that are named, and those which they refer to, as one Fluent resource. */
export function used(messages: Map<string, string>, names: Set<string>): string {
  const wanted = [...names].filter((name) => messages.has(name));
  const taken = new Set(wanted);
  for (let name = wanted.pop(); name; name = wanted.pop()) {
    for (const match of messages.get(name)!.matchAll(/\{\s*([a-z]+(?:-[a-z0-9]+)+)\s*\}/g)) {
      const reference = match[1]!;
      if (messages.has(reference) && !taken.has(reference)) {
        taken.add(reference);
        wanted.push(reference);
      }
    }
  }
  return [...messages]
    .filter(([id]) => taken.has(id))
    .map(([, text]) => text)
    .join("\n");
}
