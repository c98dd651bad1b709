/* What a reader has chosen, as the address holds it. */

const MOST = 4;
const OURS = /^(case|limit|own)\.|^(status|kind|owner|tag|find|column|sort|with|base|page|best|diff)$/;

function addressOf(model, usual, title) {
  const { columns, rows } = model;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const columnById = new Map(columns.map((column) => [column.id, column]));

  function read() {
    const query = new URL(location.href).searchParams;
    const some = (name, known) => query.getAll(name).filter((value, at, all) => known.has(value) && all.indexOf(value) === at);
    const cases = new Map(model.dimensions.map(([name]) => [name, name === "severity" ? "1" : ""]));
    for (const [name, , values] of model.dimensions) {
      const value = query.get(`case.${name}`);
      if (value === "every") cases.set(name, "");
      else if (values.some(([one]) => one === value)) cases.set(name, value);
    }
    const one = (name) => query.get(name) || "";
    const chosen = [...some("base", byId), ...some("with", byId)];
    const down = one("sort")[0] === "-";
    const by = down ? one("sort").slice(1) : one("sort");
    const sort = by === title.id ? title : columnById.get(by);
    return {
      cases, status: one("status") === "all" || !rows.some(({ inForce }) => inForce) ? "all" : "", kind: one("kind"), owner: one("owner"), tag: one("tag"), find: one("find"),
      limits: new Map(columns.map(({ id }) => [id, query.get(`limit.${id}`)]).filter(([, text]) => text)),
      columns: some("column", columnById).map((id) => columnById.get(id)),
      sort: sort || usual[0], down: Boolean(sort && down),
      chosen: [...new Set(chosen)].slice(0, MOST).map((id) => byId.get(id)),
      side: some("base", byId).length > 0, page: Math.max(1, Number.parseInt(one("page"), 10) || 1),
      best: one("best") === "1", diff: one("diff") === "1",
      own: new Map([...query].filter(([name]) => name.startsWith("own."))),
    };
  }

  function pairs(state) {
    const found = [];
    for (const [name, value] of state.cases) {
      if (value !== (name === "severity" ? "1" : "")) found.push([`case.${name}`, value || "every"]);
    }
    for (const name of ["status", "kind", "owner", "tag", "find"]) if (state[name]) found.push([name, state[name]]);
    for (const [id, text] of state.limits) found.push([`limit.${id}`, text]);
    for (const column of state.columns) found.push(["column", column.id]);
    if (state.sort && (state.sort !== usual[0] || state.down)) found.push(["sort", (state.down ? "-" : "") + state.sort.id]);
    state.chosen.forEach((row, at) => found.push([state.side && !at ? "base" : "with", row.id]));
    if (state.side) for (const pair of state.own) found.push(pair);
    if (state.page > 1) found.push(["page", String(state.page)]);
    if (state.best) found.push(["best", "1"]);
    if (state.diff && state.side) found.push(["diff", "1"]);
    return found;
  }

  function keep(state) {
    const url = new URL(location.href);
    for (const name of [...url.searchParams.keys()]) if (OURS.test(name)) url.searchParams.delete(name);
    for (const [name, value] of pairs(state)) url.searchParams.append(name, value);
    history.replaceState(history.state, "", url);
  }

  return { read, keep, columnById };
}
