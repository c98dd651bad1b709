/* A list of several pages: what is found, chosen or sorted comes from a file that has all its rows. */
const SORTER = "th[data-sla-sort] > .sla-sort";

/* The words of pieces of HTML; a browser reads many at once far sooner than one by one. */
function plain(pieces) {
  const area = document.createElement("textarea");
  area.innerHTML = pieces.map((html) => html.replace(/<[^>]*>/g, "")).join("\u001f");
  return area.value.split("\u001f");
}

/* The HTML of one cell of a row; pieces are cut where cells begin. */
function cellOf(pieces, place, texts, begins) {
  let left = place;
  let html = "";
  for (const text of pieces) {
    if (begins[text]) left -= 1;
    if (left === -1) html += texts[text];
    if (left < -1) break;
  }
  return html;
}

/* Rows as the templates drew them, each with its tag alone until it is shown. */
function read({ texts, rows }) {
  const body = make("tbody");
  const begins = texts.map((text) => /^<t[dh] /.test(text));
  body.innerHTML = rows.map(([, , tag]) => texts[tag]).join("</tr>");
  return [...body.rows].map((item, at) => {
    const [head, part, , ...cells] = rows[at];
    const html = () => cells.map((text) => texts[text]).join("");
    return { item, head, part, html, cell: (place) => cellOf(cells, place, texts, begins) };
  });
}

/* Add the drawings of signs that no row of the page has. */
function sign(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const sheet = holder.content.firstChild;
  for (const symbol of [...(sheet?.children || [])]) if (document.getElementById(symbol.id)) symbol.remove();
  if (sheet?.children.length) document.querySelector(".sla-page").append(sheet);
}

function sortable(table) {
  for (const head of table.querySelectorAll("th[data-sla-sort]")) {
    head.append(make("button", "sla-sort", ...head.childNodes));
    head.firstChild.type = "button";
  }
  return table;
}

function listed(form) {
  const page = form.closest(".sla-page");
  const get = (selector) => page.querySelector(selector);
  const words = form.dataset;
  const whole = get("[data-sla-rows]");
  const found = make("div", "sla-found");
  const nav = with_(make("nav", "sla-pager"), { "aria-label": words.slaPages });
  const shown = get("[data-sla-shown]");
  const usual = [...shown.childNodes];
  const byKind = get("[data-sla-by-kind]");
  const reset = form.querySelector("[type=reset]");
  const { href: file, pathname } = form.querySelector("[data-sla-data]");
  const root = form.querySelector("[data-sla-first]").href;
  const names = new Set([...form.querySelectorAll("[name]")].map((field) => field.name));
  let data = null;
  let rows = [];
  let heads = [];
  let parts = [];
  let [sort, down, at, isPressed] = ["", false, 1, false];

  const columnOf = (table) => [...table.querySelectorAll("th")].findIndex((head) => head.dataset.slaSort === sort);

  /* What a row is sorted by: its own key, else that of the cell, else the words of it. */
  function sorted(list) {
    const columns = heads.map(columnOf);
    const keys = new Map();
    const texts = new Map();
    for (const row of list) {
      const named = row.item.getAttribute(`data-sla-by-${sort}`);
      const cell = named === null && columns[row.head] >= 0 ? row.cell(columns[row.head]) : "";
      const own = named ?? cell.match(/ (?:data-sla-key|datetime)="([^"]*)"/)?.[1];
      if (own !== undefined) keys.set(row, own);
      else texts.set(row, cell.includes("sla-absent-not-stated") ? "" : cell);
    }
    const said = plain([...texts.values()]);
    [...texts.keys()].forEach((row, place) => keys.set(row, fold(said[place])));
    return ordered(list, (row) => keys.get(row), down);
  }

  function filled({ item, html }) {
    if (item.cells.length) return item;
    item.innerHTML = html();
    for (const link of item.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), root);
    return item;
  }

  function headed({ head }) {
    const table = heads[head].cloneNode(true);
    table.prepend(make("caption", "sla-hidden", get("h1").textContent));
    table.querySelector(`th[data-sla-sort="${sort}"]`)?.setAttribute("aria-sort", down ? "descending" : "ascending");
    return table;
  }

  function titled(row, list) {
    const count = list.filter(({ part }) => part === row.part).length;
    const head = make("th", "", make("span", "sla-group-title", parts[row.part]), " ", make("span", "sla-group-count", String(count)));
    with_(head, { scope: "rowgroup", role: "rowheader", colspan: heads[row.head].querySelectorAll("th").length });
    return with_(make("tr", "sla-group", head), { role: "row" });
  }

  function tables(list) {
    const made = [];
    let last = null;
    let body = null;
    for (const row of list.slice((at - 1) * PAGE, at * PAGE)) {
      if (row.head !== last?.head) made.push(headed(row));
      if (row.head !== last?.head || (!sort && row.part !== last.part)) {
        body = with_(make("tbody"), { role: "rowgroup" });
        made.at(-1).append(body);
        if (!sort) body.append(titled(row, list));
      }
      body.append(filled(row));
      last = row;
    }
    return made;
  }

  function draw() {
    const { isAny, isWorded, fits } = sought(form);
    if (isWorded && rows[0] && rows[0].text === undefined) {
      plain(rows.map((row) => row.html())).forEach((text, place) => { rows[place].text = fold(text); });
    }
    const list = isAny ? rows.filter(({ item, text }) => fits(item, text)) : [...rows];
    const isOwn = isAny || Boolean(sort);
    at = isOwn ? Math.min(at, Math.max(1, Math.ceil(list.length / PAGE))) : 1;
    found.replaceChildren(...(isOwn ? tables(sort ? sorted(list) : list) : []));
    drawPager(nav, at, list.length, { next: words.slaNext, page: words.slaPage }, (to) => {
      at = to;
      update();
      shown.scrollIntoView();
    });
    whole.hidden = isOwn;
    found.hidden = !isOwn;
    nav.hidden = !isOwn || !list.length;
    get(".sla-nothing").hidden = list.length > 0;
    if (isOwn) shown.textContent = say(shown.dataset.slaShown, { shown: list.length, total: rows.length });
    else shown.replaceChildren(...usual);
    if (byKind) byKind.hidden = !sort;
    reset.hidden = !isOwn;
    // The button that was pressed is hidden by now, or another one.
    if (isPressed) found.querySelector("[aria-sort] .sla-sort")?.focus({ preventScroll: true });
    isPressed = false;
    document.dispatchEvent(new Event("sla-rows"));
  }

  function update() {
    if (!data) {
      load();
      return;
    }
    draw();
    const state = [...new FormData(form), ["sort", sort && (down ? `-${sort}` : sort)], ["page", at > 1 ? String(at) : ""]];
    remember([...names, "sort", "page"], state);
  }

  /* Nothing is loaded before a reader turns to the list; a file that is not there hides the form. */
  function load() {
    if (form.dataset.slaLoading) return;
    form.dataset.slaLoading = "1";
    const script = document.createElement("script");
    script.src = file;
    script.addEventListener("load", () => {
      data = window.slaRows[pathname.split("/").pop()];
      rows = read(data);
      sign(data.signs);
      heads = data.heads.map((html) => {
        const holder = document.createElement("template");
        holder.innerHTML = `${html}</table>`;
        return sortable(holder.content.firstChild);
      });
      parts = plain(data.parts);
      update();
    });
    script.addEventListener("error", () => { form.hidden = true; });
    document.head.append(script);
  }

  function first() {
    at = 1;
    update();
  }

  whole.after(found, nav);
  found.hidden = true;
  nav.hidden = true;
  for (const table of whole.querySelectorAll("table")) sortable(table);
  const state = recall(form);
  const asked = state.get("sort") || "";
  [sort, down] = [asked.replace(/^-/, ""), asked.startsWith("-")];
  if (!get(`th[data-sla-sort="${CSS.escape(sort)}"]`)) sort = "";
  at = Math.max(1, Number.parseInt(state.get("page"), 10) || 1);
  for (const more of form.querySelectorAll("details.sla-rarer")) more.open = !!more.querySelector(":checked");
  form.addEventListener("input", first);
  form.addEventListener("focusin", load);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    sort = "";
    setTimeout(first);
  });
  byKind?.addEventListener("click", () => {
    sort = "";
    first();
    form.elements.find.focus(); // the button that had the focus is gone
  });
  page.addEventListener("click", (event) => {
    const name = event.target.closest(SORTER)?.parentNode.dataset.slaSort;
    if (!name) return;
    [sort, down, isPressed] = [name, sort === name && !down, true];
    first();
  });
  form.hidden = false;
  if (sort || sought(form).isAny) load();
}

onPage(() => document.querySelectorAll("form[data-sla-list][hidden]").forEach(listed));
