/* What an agreement says in a column for a choice of cases, from the data file. It is said in Python
   as well, by `comparison/cells.py` and `comparability.rank`; a test compares the two. */

const STATED = 0;
const FIELDS = 9;
const START = 7;
const NAMED = 4;
const IN_ROW = 40;


/* Exact differences of decimals, which a binary number would blur. */
const places = (text) => (text.split(".")[1] || "").length;
const scaled = (text, to) => BigInt(text.replace(".", "") + "0".repeat(to - places(text)));
const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

function decimal(number, to) {
  const digits = String(number < 0n ? -number : number).padStart(to + 1, "0");
  return trimmed(to ? `${digits.slice(0, -to)}.${digits.slice(-to)}` : digits);
}

function minus(one, other) {
  const to = Math.max(places(one), places(other));
  const left = scaled(one, to) - scaled(other, to);
  return { sign: Number(left > 0n) - Number(left < 0n), text: decimal(left, to) };
}

/* The data file by names, for a page whose words these are. */
function comparing(data, words) {
  const { texts } = data;
  const columns = data.columns.map(([id, name, note, direction, family, stated, example, bases], at) => ({
    at, id, name, note, direction, family, stated, example,
    bases: bases.map(([sides, near]) => ({
      sides: sides.slice(0, FIELDS).map((place) => texts[place]), unit: texts[sides[FIELDS]], working: sides[FIELDS + 1] === 1, near: new Set(near),
    })),
  }));
  const point = ([boxes, text, state, kind, order, basis, value, label, note, why, mark, firm]) => ({
    boxes, text: texts[text], state: texts[state], kind: texts[kind], order, basis, value: texts[value], label: texts[label], note: texts[note], why: texts[why], mark: texts[mark], firm: firm === 1,
  });
  const part = ([dimensions, points, open]) => ({ dimensions, points: points.map(point), open });
  const rows = data.rows.map(([id, reference, title, path, parties, kind, owner, tags, icon, status, inForce, lang, dimensions, cells], at) => {
    const raw = new Map(cells);
    const read = new Map();
    return {
      at, id, reference, title, path, kind, icon, lang, dimensions, parties: texts[parties], owner: texts[owner], tags: tags.map((tag) => texts[tag]), status: texts[status], inForce: inForce === 1, name: reference || title,
      parts(column) {
        if (!read.has(column.at)) read.set(column.at, (raw.get(column.at) || []).map(part));
        return read.get(column.at);
      },
    };
  });

  /* A choice in the values of one agreement: -1 for one that it lacks. Severities go by their order. */
  const chosen = (row, cases) => new Map(row.dimensions.flatMap(([name, , values], at) => {
    const value = cases.get(name);
    if (!value) return [];
    const place = name === "severity" ? value - 1 : values.findIndex(([one]) => one === value);
    return [[at, place < values.length ? place : -1]];
  }));

  const meets = (dimensions, box, choice) => dimensions.every((dimension, at) => {
    if (at >= box.length || !choice.has(dimension)) return true;
    const place = choice.get(dimension);
    return place >= 0 && (box[at] === STATED || box[at].includes(place));
  });

  function ends(shown, direction) {
    if (!direction || shown.some(({ kind }) => !kind || kind !== shown[0].kind)) return [];
    const low = shown.reduce((a, b) => (b.order < a.order ? b : a));
    const high = shown.reduce((a, b) => (b.order > a.order ? b : a));
    return direction > 0 ? [low, high] : [high, low];
  }

  /* Why two bases keep their values from being compared. */
  function obstacle(own, other) {
    for (let at = 0; at < FIELDS; at += 1) {
      const [first, second] = [own.sides[at], other.sides[at]];
      if (first === second || (at >= START && !(first && second))) continue;
      if (!first) return say(words["not.comparable.unstated"], { kind: words.basis[at] });
      return say(words["not.comparable"], { first, second: second || words["part.not-stated"] });
    }
    return words["not.comparable.hours"];
  }

  function apart(column, shown, relied, isOpen) {
    const why = shown.find((one) => one.why)?.why;
    if (why || !column.direction) return why || "";
    if (!relied) return shown.length > 1 ? words["not.ranked.kinds"] : "";
    if (isOpen) return words["not.ranked.cases"];
    if (relied.basis < 0) return "";
    const own = column.bases[relied.basis];
    const other = shown.find(({ basis }) => basis >= 0 && !own.near.has(basis));
    return other ? obstacle(own, column.bases[other.basis]) : "";
  }

  const distinct = (list) => [...new Set(list)];

  /* The first lines of a text, each once, and how many more there are. */
  function lined(text) {
    const lines = distinct(text.split("\n").filter(Boolean));
    if (lines.length <= NAMED) return lines;
    return [...lines.slice(0, NAMED), say(words["and.more"], { count: lines.length - NAMED })];
  }

  function listed(list) {
    if (list.some((one) => one.includes("\n") || one.length > IN_ROW)) return lined(list.join("\n")).join("\n");
    const first = list.slice(0, NAMED).join(", ");
    return list.length > NAMED ? `${first} ${say(words["and.more"], { count: list.length - NAMED })}` : first;
  }

  /* Figures that have no one order: a range for each kind, each of the others by itself.
     Where some have several lines no two are the ends of a range. */
  function spans(points) {
    const isLong = points.some(({ text }) => text.includes("\n"));
    const groups = new Map();
    for (const one of points) {
      const key = (!isLong && one.kind) || `\n${one.text}`;
      groups.set(key, [...(groups.get(key) || []), one]);
    }
    return listed(distinct([...groups.values()].map((group) => {
      const [low, high] = ends(group, 1);
      return low && low.order !== high.order ? say(words.range, { low: low.text, high: high.text }) : group[0].text;
    })));
  }

  function named(shown, direction) {
    const lines = distinct(shown.map(({ label }) => label)).map((label) => {
      const own = shown.filter((one) => one.label === label);
      const value = (ends(own, direction)[0]?.text || spans(own)).replaceAll("\n", ", ");
      return label ? `${label}: ${value}` : value;
    });
    if (lines.length <= NAMED) return lines;
    return [...lines.slice(0, NAMED), say(words["and.more"], { count: lines.length - NAMED })];
  }

  function casesOf(row, parts, shown, choice) {
    const spoken = distinct(parts.flatMap(({ dimensions }) => dimensions));
    const found = spoken.filter((at) => choice.get(at) >= 0).map((at) => row.dimensions[at][2][choice.get(at)][1]);
    if (distinct(shown.map(({ text }) => text)).length > 1) {
      const differing = spoken.filter((at) => !choice.has(at) && parts.some((part) => {
        const place = part.dimensions.indexOf(at);
        return place >= 0 && distinct(part.points.flatMap(({ boxes }) => boxes.map((box) => String(box[place] ?? STATED)))).length > 1;
      }));
      if (differing.length) found.push(say(words["by.dimensions"], { dimensions: differing.map((at) => row.dimensions[at][1]).join(", ") }));
    }
    return found;
  }

  function absent(met, hasPoints) {
    const states = distinct(met.map(({ state }) => state));
    if (states.length !== 1) return { state: "not-stated", value: hasPoints ? words["absent.case"] : "" };
    const reasons = distinct(met.map(({ text }) => text));
    return { state: states[0], value: reasons.length === 1 ? reasons[0] : "" };
  }

  function said(row, column, cases) {
    const parts = row.parts(column);
    if (!parts.length) return { state: "not-stated", value: "", notes: [] };
    const choice = chosen(row, cases);
    const lacks = [...choice].some(([at, place]) => place < 0 && !["severity", "request"].includes(row.dimensions[at][0]));
    const met = lacks ? [] : parts.flatMap((one) => one.points.filter(({ boxes }) => boxes.some((box) => meets(one.dimensions, box, choice))));
    const figures = met.filter(({ state }) => !state);
    if (!figures.length) return { ...absent(met, parts.some(({ points }) => points.length)), notes: [] };
    const firm = figures.filter((one) => one.firm);
    const shown = firm.length ? firm : figures;
    const [relied] = ends(shown, column.direction);
    const best = relied && ends(shown.filter(({ label }) => label === relied.label), column.direction)[1];
    const isOpen = parts.some((one) => one.open.some((box) => meets(one.dimensions, box, choice)));
    const why = !firm.length && column.direction ? words["not.ranked.objective"] : apart(column, shown, relied, isOpen);
    const labels = distinct(shown.map(({ label }) => label));
    const basis = relied || shown[0];
    const line = [
      ...(labels.length === 1 ? labels : []), ...casesOf(row, parts, shown, choice),
      relied || distinct(shown.map(({ note }) => note)).length === 1 ? basis.note : "",
    ].filter(Boolean).join(", ");
    const [value, ...further] = (relied ? relied.text : spans(shown)).split("\n");
    const loose = firm.length ? figures.filter((one) => !one.firm).map(({ label, text, mark }) =>
      `${label && !labels.includes(label) ? `${label}: ` : ""}${text} ${mark}`.trim()) : [];
    return {
      state: "", value,
      best: best && best.order !== relied.order ? say(words["best.value"], { value: best.text }) : "",
      notes: [...further, ...(labels.length > 1 ? named(shown, column.direction) : []), ...lined(line)],
      mark: basis.mark || shown.find(({ mark }) => mark)?.mark || "", beside: distinct(loose).join(", "), why,
      relied: relied && relied.basis >= 0 ? relied : null, bestPoint: best && best.basis >= 0 ? best : null,
      isSure: firm.length > 0 && !isOpen && !shown.some((one) => one.why),
    };
  }

  /* Where each stands: ranks from 1, ties equal, or why it has none. */
  function ranked(column, list) {
    const able = list.filter(({ cell }) => cell.relied && !cell.why);
    const counts = new Map();
    for (const { cell } of able) counts.set(cell.relied.basis, (counts.get(cell.relied.basis) || 0) + 1);
    const bases = [...counts.keys()];
    const near = (basis) => bases.filter((one) => column.bases[basis].near.has(one));
    const size = (some) => some.reduce((sum, one) => sum + counts.get(one), 0);
    let group = [];
    for (const basis of bases) {
      const found = near(basis);
      if (size(found) > size(group)) group = found;
    }
    const alone = able.length > 1 && size(group) === 1;
    const stranger = new Map(bases.map((basis) => [basis, group.find((one) => !column.bases[basis].near.has(one))]));
    const standing = able.filter(({ cell }) => !alone && stranger.get(cell.relied.basis) === undefined);
    const order = standing.map(({ cell }) => cell.relied.order).sort((a, b) => (a - b) * -column.direction);
    const first = new Map();
    order.forEach((one, at) => { if (!first.has(one)) first.set(one, at + 1); });
    for (const one of standing) one.rank = first.get(one.cell.relied.order);
    for (const one of able) {
      if (one.rank) continue;
      const other = stranger.get(one.cell.relied.basis);
      one.why = other === undefined ? words["not.ranked.alone"] : obstacle(column.bases[one.cell.relied.basis], column.bases[other]);
    }
  }

  return { columns, rows, said, ranked, obstacle, first: data.first, families: data.families, dimensions: data.dimensions };
}
