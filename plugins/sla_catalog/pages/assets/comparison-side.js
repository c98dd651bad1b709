/* Up to four agreements side by side: a row for each metric, a case of its own for each agreement. */

function sideBySide({ get, make, button, with_, line, soft, icon, drawn, titled, options, model, words, state, update }) {
  /* Heads in which somebody chose; fields that move must stay in sight of the keyboard. */
  const opened = new Set();

  const own = (at) => {
    const row = state.chosen[at];
    const cases = new Map();
    for (const [name, , values] of row.dimensions) {
      const given = state.own.get(`own.${at}.${name}`);
      const chosen = state.cases.get(name) || "";
      const usual = name === "severity" ? (values[chosen - 1] ? chosen : "") : values.some(([one]) => one === chosen) ? chosen : "";
      cases.set(name, given === "every" ? "" : given || usual);
    }
    return cases;
  };

  /* Of more than three fields those are folded in which nothing is chosen. */
  function caseFields(at) {
    const row = state.chosen[at];
    const cases = own(at);
    const shown = [];
    const folded = [];
    row.dimensions.forEach(([name, label, values], place) => {
      const select = make("select");
      options(select, [
        ...values.map(([value, text], n) => [name === "severity" ? String(n + 1) : value, text]),
        ["every", say(words.any, { dimension: label })],
      ]);
      select.value = cases.get(name) || "every";
      select.id = `sla-own-${at}-${place}`;
      select.addEventListener("change", () => {
        state.own.set(`own.${at}.${name}`, select.value);
        opened.add(row);
        update();
        get(`#${select.id}`).focus();
      });
      (row.dimensions.length < 4 || cases.get(name) ? shown : folded).push(make("label", "sla-field", make("span", "", label.charAt(0).toUpperCase() + label.slice(1)), select));
    });
    if (!folded.length) return shown;
    const more = make("details", "sla-more-cases", make("summary", "", say(words["more.own"], { count: folded.length })), ...folded);
    more.open = opened.has(row);
    return [...shown, more];
  }

  function head(row, at) {
    const node = with_(make("th", at ? "" : "sla-baseline"), { scope: "col", role: "columnheader" });
    const said = make("div", "", ...(at ? [] : [make("strong", "", words.baseline)]), ...titled(row));
    said.dataset.slaSaid = "";
    node.append(said);
    if (row.inForce) node.append(line(row.status));
    if (at) {
      node.append(button("sla-quiet", words.rebase, () => {
        state.chosen = [row, ...state.chosen.filter((one) => one !== row)];
        state.own.clear();
        update();
      }, `${words.rebase}: ${row.name}`));
    }
    node.append(make("div", "sla-own", ...caseFields(at)));
    return node;
  }

  /* The distance from the baseline; where the two are not of one kind, or not sure, with the reason. */
  function against(column, cell, base) {
    const parts = [];
    let why = cell.why;
    if (cell.relied && base.relied) {
      const found = distance(column, cell.relied, base.relied, cell.why || base.why, model, words);
      why = found.caveat;
      if (found.text) parts.push(make("div", "sla-line-soft sla-delta", ...(found.icon ? [icon(found.icon)] : []), found.text));
    }
    if (why) parts.push(make("div", "sla-unranked", why));
    return parts;
  }

  function cellOf(column, at, base) {
    const row = state.chosen[at];
    const cell = model.said(row, column, own(at));
    const every = model.said(row, column, new Map());
    const parts = drawn(cell, at ? "" : cell.why, row.lang);
    if (!every.state && !cell.state && every.value !== cell.value && every.relied) {
      parts.push(line(soft(say(words.every, { value: every.value }))));
    }
    if (at) parts.push(...against(column, cell, base));
    return with_(make("td", at ? "" : "sla-baseline", ...parts), { role: "cell", "data-label": row.name });
  }

  return (count) => {
    const side = get(".sla-side");
    const rows = [];
    const stated = model.columns.filter((column) => state.chosen.some((row) => row.parts(column).length));
    for (const column of stated) {
      const base = model.said(state.chosen[0], column, own(0));
      const cells = state.chosen.map((_, at) => cellOf(column, at, base));
      const values = state.chosen.map((row, at) => { const { state: kind, value } = model.said(row, column, own(at)); return `${kind} ${value}`; });
      if (state.diff && new Set(values).size === 1) continue;
      const name = with_(make("th", "", column.name, ...(column.note ? [line(soft(column.note))] : [])), { scope: "row", role: "rowheader" });
      rows.push(with_(make("tr", "", name, ...cells), { role: "row", id: `row-${column.id}` }));
    }
    const box = with_(make("input"), { type: "checkbox", name: "diff" });
    box.checked = state.diff;
    box.addEventListener("change", () => { state.diff = box.checked; update(); get(".sla-side [name=diff]").focus(); });
    const first = with_(make("th", "", words.measure, line(soft(words.case))), { scope: "col", role: "columnheader" });
    const table = with_(make("table", "sla-table sla-beside",
      make("caption", "sla-hidden", words.side),
      with_(make("thead", "", with_(make("tr", "", first, ...state.chosen.map(head)), { role: "row" })), { role: "rowgroup" }),
      with_(make("tbody", "", ...rows), { role: "rowgroup" })), { role: "table" });
    side.replaceChildren(
      with_(make("h2", "", words.side), { tabindex: "-1" }),
      make("p", "sla-note", say(words.measured, { count: state.chosen.length, base: state.chosen[0].name })),
      make("p", "sla-side-actions", make("label", "sla-check", box, words.differences), " ",
        soft(say(words.rows, { shown: rows.length, count: stated.length })), " ",
        button("sla-quiet", say(words.back, { count }), () => { state.side = false; state.own.clear(); update(); })),
      with_(make("div", "sla-compare", table), { role: "region", tabindex: "0", "aria-label": words.side }),
    );
  };
}
