/* Cells and agreements, drawn as the templates draw them. */

function drawing(icon, words, root) {
  const soft = (text) => make("span", "sla-soft", text);
  const line = (...parts) => make("div", "sla-line-soft", ...parts);

  function marked(text) {
    const node = line(icon("ring"), soft(text));
    node.classList.add("sla-mark");
    return node;
  }

  function drawn(cell, why, lang) {
    if (cell.state === "not-stated") return [make("span", "sla-gap", cell.value || words["absent.not-stated"])];
    if (cell.state) {
      const node = make("span", `sla-absent sla-absent-${cell.state}`, icon(cell.state));
      if (!cell.value) node.append(make("span", "", words[`absent.${cell.state}`]));
      else {
        const reason = make("span", "", cell.value);
        if (lang) reason.lang = lang;
        node.append(make("strong", "", words[`absent.${cell.state}.why`]), " ", reason);
      }
      return [node];
    }
    const value = make("span", "sla-value", make("strong", "", cell.value));
    if (cell.best) value.append(" ", soft(cell.best));
    const parts = [value, ...cell.notes.map((note) => line(soft(note)))];
    for (const text of [cell.mark, cell.beside]) if (text) parts.push(marked(text));
    if (why) parts.push(make("div", "sla-unranked", why));
    return parts;
  }

  function titled(row) {
    const link = with_(make("a", "sla-strong sla-quiet", row.title), { href: new URL(row.path, root) });
    const below = soft(`${row.reference || row.kind}${row.parties ? ` ${row.parties}` : ""}`);
    const parts = [make("div", "sla-line", link), line(below)];
    if (!row.inForce) {
      const status = line(row.status);
      status.classList.add("sla-status");
      parts.push(status);
    }
    return parts;
  }

  return { soft, line, drawn, titled };
}
