/* What all parts of the script share. `scripts.py` puts the parts together, each in a block of its own. */

const fold = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/* Run on every page, also where Material loads the next one in place. What runs may run twice:
   from files Material tells of no page at all, so its word alone is not enough. */
function onPage(start) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  if (window.document$) window.document$.subscribe(start);
}

/* Keep the state of a form in the address. */
function remember(names, pairs) {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  for (const [name, value] of pairs) if (value) url.searchParams.append(name, value);
  history.replaceState(history.state, "", url);
}

function recall(form) {
  const state = new URL(location.href).searchParams;
  for (const field of form.querySelectorAll("[name]")) {
    if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
    else field.value = state.get(field.name) || "";
  }
  return state;
}

const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

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

/* What a reader looks for in a list by words and facets, and whether an item has it. */
function sought(form) {
  const facets = new Map();
  for (const box of form.querySelectorAll("input[type=checkbox]:checked")) {
    facets.set(box.name, [...(facets.get(box.name) || []), box.value]);
  }
  const wanted = fold(form.elements.find.value).split(" ").filter(Boolean);
  const fits = (item, text) => wanted.every((word) => text.includes(word)) &&
    [...facets].every(([name, values]) => {
      const has = (item.getAttribute(`data-sla-${name}`) || "").split("|");
      return values.some((value) => has.includes(value));
    });
  return { isAny: wanted.length + facets.size > 0, isWorded: wanted.length > 0, fits };
}

/* By words, or by what stands for them; what is not stated comes last either way. */
function ordered(items, key, down) {
  const words = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const keys = new Map(items.map((item) => [item, key(item)]));
  return items.sort((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
    return words.compare(one, other) * (down ? -1 : 1);
  });
}

const PAGE = 50;

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
