import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Rich } from "./Rich";

const shown = (text: string) => renderToStaticMarkup(<Rich text={text} />).replace(/ class="[^"]*"/g, "");

it.each([
  ["a <b>b</b> c", "<div><p>a <strong>b</strong> c</p></div>"],
  ["one\n\n<i>two</i>", "<div><p>one</p><p><em>two</em></p></div>"],
  ["<b>x <code>y</code></b>", "<div><p><strong>x <code>y</code></strong></p></div>"],
  ["&lt;b&gt; &amp; &#39;", "<div><p>&lt;b&gt; &amp; &#x27;</p></div>"],
  ['<tg-time unix="1">soon</tg-time>', "<div><p>soon</p></div>"],
  ["<b>open", "<div><p>open</p></div>"],
  ["</b>closed", "<div><p>closed</p></div>"],
  ["<img src=x onerror=alert(1)>", "<div></div>"],
])("%s", (text, html) => expect(shown(text).replace("<p></p>", "")).toBe(html));
