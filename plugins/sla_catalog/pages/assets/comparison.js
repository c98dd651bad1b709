/* Choose, filter, sort and measure what the comparison shows; the address holds the state. */

const MOST = 4;
const NARROW = 5;
const MANY = 60;
const BASIS = ["clock", "unit", "statistic", "window", "over", "method", "start", "stop"];
const SIZES = [["d", 86400], ["h", 3600], ["min", 60]];
const ACTIVE = /^[\t\r\n]|^[\s\p{C}]*[=+\-@|%]/u;
/* Where a point stands between thousands, 99.999 % is 99999 %. */
const THOUSANDS = /^\d+(\.\d{3})+\s*[^\s\d]{0,3}$/u;

const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/* Exact differences of decimals, which a binary number would blur. */
const places = (text) => (text.split(".")[1] || "").length;
const fits = (one, other) => one.basis === other.basis && !(one.apart || "").split(" ").includes(other.hours) &&
  ["start", "stop"].every((event) => !one[event] || !other[event] || one[event] === other[event]);
const scaled = (text, to) => BigInt(text.replace(".", "") + "0".repeat(to - places(text)));

function minus(one, other) {
  const to = Math.max(places(one), places(other));
  const left = scaled(one, to) - scaled(other, to);
  const digits = String(left < 0n ? -left : left).padStart(to + 1, "0");
  const text = to ? `${digits.slice(0, -to)}.${digits.slice(-to)}` : digits;
  return { sign: Number(left > 0n) - Number(left < 0n), text: to ? text.replace(/\.?0+$/, "") : text };
}

function time(text) {
  const [whole, fraction] = text.split(".");
  let rest = Number(whole);
  const parts = [];
  for (const [unit, size] of SIZES) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)}\u00a0${unit}`);
    rest %= size;
  }
  if (fraction && !Number(whole)) return `${+(text * 1000).toFixed(6)}\u00a0ms`;
  if (rest || fraction) parts.push(`${rest}${fraction ? `.${fraction}` : ""}\u00a0s`);
  return parts.join(" ");
}

const isAnother = (text) => ACTIVE.test(text.normalize("NFKC")) || THOUSANDS.test(text.trim());
const safe = (text) => (isAnother(text) ? `'${text}` : text);
const quoted = (text) => `"${safe(text).replace(/"/g, '""')}"`;
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

function compare(form) {
  const page = form.closest(".sla-page");
  const table = page.querySelector(".sla-compared");
  const words = JSON.parse(form.dataset.slaCompare);
  const { base: baseline, find, diff, all } = form.elements;
  const menus = [...form.querySelectorAll(".sla-menu")];
  const names = [...new Set([...form.querySelectorAll("[name]")].map((field) => field.name))];
  const tell = (text) => { page.querySelector(".sla-done").textContent = text; };

  const columns = [...table.tHead.rows[0].cells].slice(1).map((head, at) => ({
    at, head, ...head.dataset, tags: head.dataset.tag.split("|"), text: fold(head.textContent),
  }));
  const rows = [...table.querySelectorAll("tr[id]")].map((row) => ({
    row, id: row.id.replace("row-", ""), name: row.querySelector(".sla-row-name"),
    text: fold(row.cells[0].textContent), family: row.parentElement.dataset.metric,
    direction: row.dataset.direction, cells: [...row.cells].slice(1), said: [], data: [],
  }));

  let order = columns;
  let shown = columns;
  let base = null;
  let sort = null;
  let drawn = "";
  let marks = [];

  const values = (name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
  const icon = (name) => page.querySelector(`.sla-key .sla-icon-${name}`).cloneNode(true);

  function mark(tag, className, parts) {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...parts);
    marks.push(node);
    return node;
  }

  /* What a cell says, without ranks. */
  function said(row, { at }) {
    row.said[at] ??= [...row.cells[at].children]
      .filter((part) => !part.matches(".sla-rank, .sla-unranked, .sla-delta, .sla-lent"))
      .map((part) => fold(part.textContent)).join(" ");
    return row.said[at];
  }

  const data = (row, { at }) => row.data[at] ??= { ...row.cells[at].dataset, cell: row.cells[at] };

  function same(row) {
    const texts = shown.map((column) => {
      const { basis, value, apart, cell } = data(row, column);
      const note = cell.querySelector(":scope > .sla-soft")?.textContent;
      return basis && !cell.querySelector(".sla-line") ? [basis, value, apart, note].join("|") : said(row, column);
    });
    return texts.every((text) => text === texts[0]);
  }

  function sorted(list, { row, down }) {
    const found = new Map(list.map((column) => {
      const own = data(row, column);
      const missing = own.cell.querySelector(".sla-absent, .sla-gap") || !own.cell.querySelector(".sla-value");
      return [column, { ...own, last: own.basis ? 0 : own.value ? 1 : missing ? 3 : 2 }];
    }));
    const sizes = {};
    for (const { basis } of found.values()) sizes[basis] = (sizes[basis] || 0) + 1;
    return [...list].sort((a, b) => {
      const [one, other] = [found.get(a), found.get(b)];
      if (one.last || other.last) return one.last - other.last;
      return sizes[other.basis] - sizes[one.basis] || one.basis - other.basis ||
        minus(one.value, other.value).sign * (down ? -1 : 1);
    });
  }

  function why(own, reference) {
    const field = BASIS.find((name) => (own[name] || "") !== (reference[name] || ""));
    if (!field) return words["not.comparable.hours"];
    const [first, second] = [own[field], reference[field]];
    if (!first) return say(words["not.comparable.unstated"], { kind: words[`basis.${field}`] });
    const word = (text) => words[`basis.word.${text}`] || text || words.unstated;
    return say(words["not.comparable"], { first: word(first), second: word(second) });
  }

  function amount(text, { unit, clock }) {
    if (unit === "%") return `${text}\u00a0${words.points}`;
    if (unit !== "s") return `${text}\u00a0${unit}`;
    return clock === "working" ? `${+(text / 3600).toFixed(2)}\u00a0${words["business.hours"]}` : time(text);
  }

  function delta(own, reference, direction) {
    const { sign, text } = minus(own.value, reference.value);
    if (!sign) return [icon("equal"), words.same];
    const ratio = Math.max(own.value / reference.value, reference.value / own.value);
    const factor = ratio < 9.95 ? Math.round(ratio * 10) / 10 : Math.round(ratio);
    const times = own.unit !== "%" && factor > 1 && factor < 1e6 ? `, ${factor}×` : "";
    const said = `${sign > 0 ? "+" : "−"}${amount(text, own)}${times}`;
    if (!direction) return [said];
    const better = (sign > 0) === (direction === "higher") ? "better" : "worse";
    return [icon(better), `${said} ${words[better]}`];
  }

  /* Where the values of a row stand among those that are shown, and against the baseline. */
  function stand(row) {
    const found = shown.map((column) => data(row, column)).filter((one) => one.basis);
    const own = base && data(row, base).basis && data(row, base);
    const company = (one) => found.filter((other) => fits(one, other));
    const group = own ? company(own) : found.map(company).reduce((most, one) => (one.length > most.length ? one : most), []);
    const active = group.filter((one) => !one.idle);
    const judged = active.length ? active : group;
    const stated = shown.filter((column) => said(row, column) && !row.cells[column.at].querySelector(".sla-absent, .sla-gap"));
    const ranked = judged.map(({ value }) => value)
      .sort((a, b) => minus(a, b).sign * (row.direction === "higher" ? -1 : 1));
    const rank = { best: ranked[0], worst: ranked.at(-1) };
    for (const one of found) {
      const { cell, value } = one;
      const stranger = group.find((other) => !fits(one, other));
      if (stranger && !(own && fits(one, own))) {
        cell.append(mark("div", "sla-unranked", [why(one, own || stranger)]));
        continue;
      }
      if (!own && group.includes(one) && !judged.includes(one)) cell.append(mark("div", "sla-unranked", [words["not.ranked.in.force"]]));
      const place = !stranger && row.direction && judged.includes(one) && rank.best !== rank.worst &&
        ["best", "worst"].find((name) => rank[name] === value);
      if (place) {
        const count = ranked.filter((one) => one === value).length;
        const among = found.filter((other) => fits(one, other) && (!other.idle || !active.length)).length;
        const word = among < stated.length ? say(words[`rank.${place}.among`], { count: among }) : words[`rank.${place}.word`];
        const strong = document.createElement("strong");
        strong.append(count > 1 ? say(words["rank.equal"], { rank: word, count }) : word);
        cell.querySelector(".sla-value").after(" ", mark("span", "sla-rank", [icon(place), strong]));
      }
      if (own && own !== one) {
        cell.insertBefore(mark("div", "sla-line-soft sla-delta", delta(one, own, row.direction)), cell.querySelector(".sla-pair"));
      }
    }
  }

  function standAll(comparing) {
    const key = shown.map((column) => column.id).join() + (base ? `;${base.id};${comparing}` : "");
    if (key === drawn) return;
    drawn = key;
    for (const node of marks) node.remove();
    for (const cell of table.querySelectorAll(".sla-baseline")) cell.classList.remove("sla-baseline");
    marks = [];
    const narrowed = comparing || shown.length < columns.length;
    table.classList.toggle("sla-narrowed", narrowed);
    if (base) {
      for (const cell of [base.head, ...rows.map((row) => row.cells[base.at])]) cell.classList.add("sla-baseline");
      base.head.querySelector(".sla-reference").after(" ", mark("strong", "", [words.baseline]));
    }
    if (narrowed) rows.forEach(stand);
    for (const key of page.querySelectorAll(".sla-key [data-sla-against]")) key.hidden = !comparing;
  }

  function showColumns(list) {
    const before = new Set(shown);
    const now = new Set(list);
    for (const column of columns) {
      if (before.has(column) === now.has(column)) continue;
      for (const cell of [column.head, ...rows.map((row) => row.cells[column.at])]) cell.hidden = !now.has(column);
    }
    const standing = order.filter((column) => now.has(column));
    if (list.some((column, at) => column !== standing[at])) {
      table.tHead.rows[0].append(...list.map((column) => column.head));
      for (const row of rows) row.row.append(...list.map((column) => row.cells[column.at]));
      order = [...order.filter((column) => !now.has(column)), ...list];
    }
    shown = list;
    for (const head of table.querySelectorAll("[colspan]")) head.colSpan = list.length + 1;
    table.parentElement.classList.toggle("sla-compare-wide", list.length > NARROW);
    showTerms(new Set(list.map((column) => column.id)));
  }

  function showTerms(ids) {
    const section = page.querySelector(".sla-differing");
    if (!section) return;
    for (const one of section.querySelectorAll("[data-id]")) one.hidden = !ids.has(one.dataset.id);
    for (const row of section.querySelectorAll(".sla-differing-term")) {
      const meanings = [...row.querySelectorAll(".sla-differing-meaning")];
      for (const one of meanings) one.hidden = !one.querySelector("[data-id]:not([hidden])");
      row.hidden = meanings.filter((one) => !one.hidden).length < 2;
    }
    section.hidden = !section.querySelector(".sla-differing-term:not([hidden])");
  }

  function showRows(wanted) {
    const families = values("metric");
    for (const row of rows) {
      const fits = (!families.length || families.includes(row.family)) &&
        wanted.every((word) => row.text.includes(word) || shown.some((column) => said(row, column).includes(word))) &&
        (shown.length === columns.length ||
          shown.some((column) => !row.cells[column.at].querySelector(".sla-absent-not-stated, .sla-gap, .sla-lent"))) &&
        !(diff.checked && shown.length > 1 && same(row));
      row.row.hidden = !fits;
    }
    for (const body of table.tBodies) body.hidden = !body.querySelector("tr[id]:not([hidden])");
    return rows.filter((row) => !row.row.hidden);
  }

  /* At most four are compared, the baseline among them. */
  function chosen() {
    const boxes = [...form.querySelectorAll("[name=with]")];
    for (const box of boxes) if (box.value === baseline.value) box.checked = false;
    const on = boxes.filter((box) => box.checked);
    if (base && on.length >= MOST) {
      for (const box of on.splice(MOST - 1)) box.checked = false;
      tell(words.most);
    }
    const full = base && on.length >= MOST - 1;
    for (const box of boxes) box.disabled = box.value === baseline.value || Boolean(full && !box.checked);
    return new Set(on.map((box) => box.value));
  }

  function state(found, comparing, fitting) {
    const parts = [say(words.shown, {
      shown: shown.length, total: columns.length, rows: found.length, metrics: rows.length,
    })];
    if (comparing) parts[0] += `, ${say(words.against, { base: base.name })}`;
    else if (base) parts.push(say(words.choose, { base: base.name }));
    if (fitting > shown.length) parts.push(say(words.first, { count: shown.length, found: fitting }));
    for (const menu of menus) {
      const on = [...menu.querySelectorAll(":checked")];
      const label = menu.querySelector(".sla-menu-label");
      menu.querySelector("[data-sla-chosen]").textContent = on.length ? say(words.chosen, { count: on.length }) : words.all;
      if ("slaAlone" in label.dataset) label.textContent = base ? label.dataset.slaAgainst : label.dataset.slaAlone;
      else if (on.length) parts.push(`${label.textContent}: ${on.map((box) => box.nextElementSibling.textContent).join(", ")}`);
    }
    if (find.value) parts.push(`${find.labels[0].innerText.trim()}: ${find.value}`);
    if (diff.checked) parts.push(diff.labels[0].textContent.trim());
    if (sort) parts.push(say(words[`sorted.${sort.down ? "down" : "up"}`], { row: sort.row.name.textContent }));
    return parts.join("; ");
  }

  function apply() {
    const only = { kind: values("kind"), owner: values("owner"), tags: values("tag") };
    base = columns.find((column) => column.id === baseline.value) || null;
    const among = chosen();
    const comparing = Boolean(base && among.size);
    const wanted = fold(find.value).split(" ").filter(Boolean);
    const forColumns = comparing ? [] : wanted.filter((word) =>
      !rows.some((row) => row.text.includes(word)) && columns.some((column) => column.text.includes(word)));
    let list = columns.filter((column) => column !== base && (!among.size || among.has(column.id)) && (
      comparing || Object.entries(only).every(([name, some]) =>
        !some.length || some.some((value) => column[name].includes(value))) &&
        forColumns.every((word) => column.text.includes(word))));
    if (sort) list = sorted(list, sort);
    if (base) list.unshift(base);
    const fitting = list.length;
    if (all && !all.checked) list = list.slice(0, MANY);
    showColumns(list);
    standAll(comparing);
    const found = showRows(wanted.filter((word) => !forColumns.includes(word)));
    for (const { name } of rows) {
      const on = sort && sort.row.name === name;
      const head = name.closest("th");
      if (on) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    page.querySelector(".sla-shown").textContent = state(found, comparing, fitting);
    page.querySelector(".sla-nothing").hidden = found.length > 0 && shown.length > 0;
    form.querySelector("[type=reset]").hidden = !remembered().length;
  }

  function remembered() {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    if (sort) pairs.push(["sort", (sort.down ? "-" : "") + sort.row.id]);
    return pairs;
  }

  const update = () => {
    tell("");
    apply();
    remember([...names, "sort"], remembered());
  };

  function turn(row) {
    if (!sort || sort.row !== row) sort = { row, down: false };
    else sort = sort.down ? null : { row, down: true };
    update();
  }

  const text = (cell) => cell.innerText.replace(/\u00a0/g, " ").trim().replace(/\s*\n\s*/g, "; ");

  function act(what) {
    if (what === "copy") {
      (navigator.clipboard?.writeText(location.href) || Promise.reject())
        .then(() => words.copied, () => words.uncopied).then(tell);
      return;
    }
    const lines = rows.filter((row) => !row.row.hidden).map((row) =>
      [row.row.cells[0], ...shown.map((column) => row.cells[column.at])].map(text));
    const name = `comparison.${what}`;
    save(name, shape[what]([[words.metric, ...shown.map((column) => column.full)], ...lines]));
    tell(say(words.saved, { name }));
  }

  for (const row of rows) {
    if (!row.row.querySelector("[data-value]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sla-sort";
    button.append(...row.name.childNodes);
    button.addEventListener("click", () => turn(row));
    row.name.append(button);
  }
  form.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-sla-find]")) return update();
    for (const label of target.parentElement.querySelectorAll("label")) {
      label.hidden = !fold(label.textContent).includes(fold(target.value));
    }
  });
  form.addEventListener("click", ({ target }) => { if (target.dataset.slaDo) act(target.dataset.slaDo); });
  form.addEventListener("reset", () => setTimeout(() => { sort = null; update(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  const by = recall(form).get("sort") || "";
  const row = rows.find((one) => one.id === by.replace("-", ""));
  if (row) sort = { row, down: by[0] === "-" };
  if (baseline.selectedIndex < 0) baseline.value = "";
  apply();
  page.classList.add("sla-live");
}

const close = (except) => {
  for (const menu of document.querySelectorAll(".sla-menu[open]")) if (!except || !menu.contains(except)) menu.open = false;
};
document.addEventListener("pointerdown", (event) => close(event.target));
document.addEventListener("focusin", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".sla-menu[open]");
  if (!open) return;
  open.querySelector("summary").focus();
  open.open = false;
});

onPage(() => document.querySelectorAll("form[data-sla-compare][hidden]").forEach(compare));
