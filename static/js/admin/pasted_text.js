// What somebody copied in Word, Google Docs or a page of the web, as the Markdown that our pages have.
import TurndownService from "../../vendor/turndown/turndown.js";

const LINKS = /^(?:https:\/\/|mailto:|tel:|\/(?!\/)|#)/;
const NOT_WORDS = "style, script, meta, link, title, xml, img, picture, video, audio, object, iframe, svg, button, input, select";
// Word draws the bullet or the number as text in front of the item.
const ORDERED = /^\s*(?:\d+|[a-z]|[ivx]+)[.)]/i;

const markdown = new TurndownService({
  headingStyle: "atx",
  bulletListMarker: "-",
  emDelimiter: "*",
  strongDelimiter: "**",
  hr: "---",
});
markdown
  .addRule("headings", {
    filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
    replacement: (words, node) => `\n\n${node.nodeName > "H3" ? "####" : "###"} ${words.replace(/\*\*/g, "")}\n\n`,
  })
  .addRule("items", {
    filter: "li",
    replacement: (words, node) => {
      const list = node.parentNode;
      const mark = list.nodeName === "OL" ? `${[...list.children].indexOf(node) + 1}.` : "-";
      const lines = words.trim().replace(/\n+/g, `\n${" ".repeat(mark.length + 1)}`);
      return `${mark} ${lines}${node.nextElementSibling ? "\n" : ""}`;
    },
  })
  .addRule("links", {
    filter: (node) => node.nodeName === "A",
    replacement: (words, node) => {
      const address = node.getAttribute("href") ?? "";
      return LINKS.test(address) && words.trim() ? `[${words}](${address})` : words;
    },
  })
  .addRule("tables", {
    filter: "table",
    replacement: (_words, node) => {
      const rows = [...node.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ").replaceAll("|", "\\|")));
      const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
      lines.splice(1, 0, `|${" --- |".repeat(rows[0]?.length ?? 0)}`);
      return `\n\n${lines.join("\n")}\n\n`;
    },
  });

// Our policy lets no style of others stand in an element, so the copy is read with its styles under another name.
const parsed = (html) => new DOMParser().parseFromString(html.replace(/<style[^]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-looks=")), "text/html");
const looks = (element) => element.dataset.looks ?? "";

// Google Docs wraps all of a copy in one <b>, and says by style what is bold.
function emphasis(body) {
  for (const bold of body.querySelectorAll("b, strong")) {
    if (/(?:^|;)\s*font-weight:\s*normal/i.test(looks(bold))) bold.replaceWith(...bold.childNodes);
  }
  for (const span of body.querySelectorAll("span")) {
    if (/(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i.test(looks(span))) wrap(span, "strong");
    else if (/(?:^|;)\s*font-style:\s*italic/i.test(looks(span))) wrap(span, "em");
  }
}

function wrap(element, name) {
  const around = element.ownerDocument.createElement(name);
  element.replaceWith(around);
  around.append(...element.childNodes);
}

// Paragraphs that Word only draws as a list, as a list. What it draws in front stands in its own element.
function wordLists(body) {
  let list = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const isItem = /mso-list:\s*l\d/i.test(looks(paragraph));
    if (!isItem) {
      list = null;
      continue;
    }
    const drawn = [...paragraph.querySelectorAll("span")].filter((span) => /mso-list:\s*ignore/i.test(looks(span)));
    const name = ORDERED.test(drawn.map((span) => span.textContent).join("")) ? "OL" : "UL";
    drawn.forEach((span) => span.remove());
    if (list?.nodeName !== name || list.nextElementSibling !== paragraph) {
      list = body.ownerDocument.createElement(name);
      paragraph.before(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function withoutComments(body) {
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach((comment) => comment.remove());
}

// Only a copy that has more than plain lines is worth it: a browser pastes those itself.
export function hasForm(html) {
  return /<(?:b|strong|i|em|h[1-6]|li|a|table)[\s>]|mso-list|font-weight|font-style/i.test(html);
}

export function asMarkdown(html) {
  const { body } = parsed(html);
  body.querySelectorAll(NOT_WORDS).forEach((element) => element.remove());
  withoutComments(body);
  wordLists(body);
  emphasis(body);
  return markdown
    .turndown(body)
    .replace(/\\\[(@[A-Za-z0-9; @-]+)\\\]/g, "[$1]") // a citation that somebody wrote in Word
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/ +$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
