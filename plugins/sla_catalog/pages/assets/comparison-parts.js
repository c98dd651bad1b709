/* Elements that are made, pages of rows, and files that are saved. */

const PAGE = 50;

const ACTIVE = /^[\t\r\n]|^[\s\p{C}]*[=+\-@|%]/u;
/* Where a point stands between thousands, 99.999 % is 99999 %. */
const THOUSANDS = /^\d+(\.\d{3})+\s*[^\s\d]{0,3}$/u;

const isAnother = (text) => ACTIVE.test(text.normalize("NFKC")) || THOUSANDS.test(text.trim());
const quoted = (text) => `"${(isAnother(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
const escaped = (text) => text.replace(/[\\`*_{}[\]<>|#&~]/g, "\\$&");
const shape = {
  csv: (lines) => `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`,
  md: ([head, ...lines]) => [head, head.map(() => "---"), ...lines]
    .map((line, at) => `| ${(at === 1 ? line : line.map(escaped)).join(" | ")} |\n`).join(""),
};

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(URL.revokeObjectURL, 10000, link.href);
}

function make(tag, className, ...parts) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...parts);
  return node;
}

function button(className, text, act, label) {
  const node = make("button", className, text);
  node.type = "button";
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", act);
  return node;
}

function with_(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function later(act, pause) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, pause);
  };
}

/* Which rows are shown of how many, and the way to the others. */
function drawPager(nav, page, total, words, turn) {
  const count = Math.max(1, Math.ceil(total / PAGE));
  const pages = make("ul");
  for (let at = 1; at <= count; at += 1) {
    if (at > 2 && at < count - 1 && Math.abs(at - page) > 2) continue;
    const item = at === page
      ? with_(make("strong", "", String(at)), { "aria-current": "page" })
      : button("sla-quiet", String(at), () => turn(at));
    pages.append(make("li", "", item));
  }
  if (page < count) pages.append(make("li", "", button("sla-quiet", words.next, () => turn(page + 1))));
  const first = total ? (page - 1) * PAGE + 1 : 0;
  nav.replaceChildren(make("span", "", say(words.page, { first, last: Math.min(page * PAGE, total), total })));
  if (count > 1) nav.append(pages);
}
