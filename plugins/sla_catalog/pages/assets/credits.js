/* Exact numbers: a pair of BigInts, so that a credit is what the build would reckon. */
const ratio = (top, bottom = 1n) => (bottom < 0n ? [-top, -bottom] : [top, bottom]);
const plus = ([a, b], [c, d]) => ratio(a * d + c * b, b * d);
const minus = ([a, b], [c, d]) => ratio(a * d - c * b, b * d);
const times = ([a, b], [c, d]) => ratio(a * c, b * d);
const over = ([a, b], [c, d]) => ratio(a * d, b * c);
const order = ([a, b], [c, d]) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);
const floor = ([a, b]) => a / b - (a % b < 0n ? 1n : 0n);
const ceil = (one) => -floor([-one[0], one[1]]);
const ZERO = [0n, 1n];
const HUNDRED = [100n, 1n];

/* `99.95` and `1/3`, as the page writes them. */
function exact(text) {
  if (text === null) return null;
  const [top, bottom] = text.split("/");
  if (bottom) return ratio(BigInt(top), BigInt(bottom));
  const [whole, rest = ""] = text.split(".");
  return ratio(BigInt(whole + rest), 10n ** BigInt(rest.length));
}

/* `1,000.50`, `1.000,50`, `1,000,000`: with two signs, or one twice, they mean one thing alone. */
const GROUPED = /^([0-9]{1,3}(?:([.,])[0-9]{3}(?:\2[0-9]{3})*))(?:([.,])([0-9]+))?$/;

function ungrouped(digits) {
  const [, whole, sign, decimal, rest = ""] = GROUPED.exec(digits) ?? [];
  if (!whole || (decimal ? decimal === sign : whole.split(sign).length < 3)) return null;
  return `${whole.replaceAll(sign, "")}${rest && `.${rest}`}`;
}

/* What a reader enters: thousands set apart, and the decimal sign of the language. */
function entered(text, comma) {
  const digits = text.replace(/[\s\u00a0\u202f]/g, "");
  const plain = ungrouped(digits) ?? (comma ? digits.replace(",", ".") : digits);
  return /^[0-9]{1,15}(\.[0-9]{1,9})?$/.test(plain) ? exact(plain) : undefined;
}

/*
 * `6.000` is six thousand to some readers and six to others. A share has so many decimals that one
 * with the decimal sign of the language is what it seems; every other such number is ambiguous.
 */
function meanings(text, comma, isShare) {
  const parts = /^([0-9]{1,3})([.,])([0-9]{3})$/.exec(text);
  if (!parts || (isShare && parts[2] === (comma ? "," : "."))) return null;
  const [, whole, , rest] = parts;
  return { thousands: whole + rest, decimals: `${whole}${comma ? "," : "."}${rest}0` };
}

function rounded(value, [grain, mode]) {
  const scaled = over(value, exact(grain));
  const count = mode === "up" ? ceil(scaled) :
    floor(mode === "down" ? scaled : plus(scaled, [1n, 2n]));
  return times([count, 1n], exact(grain));
}

/* The decimal sign of the page. */
let point = ".";

/* Print with at most so many places, rounded half up; `fixed` keeps them all. */
function printed(value, places, fixed = false) {
  const all = String(floor(plus(times(value, [10n ** BigInt(places), 1n]), [1n, 2n])))
    .padStart(places + 1, "0");
  const whole = all.slice(0, all.length - places);
  const rest = places ? all.slice(-places) : "";
  const kept = fixed ? rest : rest.replace(/0+$/, "");
  const grouped = whole.length > 4 ? whole.replace(/(?=(\d{3})+$)(?!^)/g, "\u202f") : whole;
  return kept ? `${grouped}${point}${kept}` : grouped;
}

const money = (value) => printed(value, 2, true);

function holds([lower, lowerIn, upper, upperIn], value) {
  const low = lower === null ? 1 : order(value, exact(lower));
  const high = upper === null ? -1 : order(value, exact(upper));
  return (low > 0 || (low === 0 && lowerIn)) && (high < 0 || (high === 0 && upperIn));
}

/* How many steps count, and what a tier gives for a value that it holds. */
function given(band, value, high) {
  const [lower, , upper, , credit, steps] = band;
  if (!steps) return [0n, exact(credit)];
  const [size, begun, first] = steps;
  const missed = minus(value, exact(high ? lower : upper));
  const part = over(missed[0] < 0n ? minus(ZERO, missed) : missed, exact(size));
  const count = begun ? ceil(part) : floor(part);
  if (first === null) return [count, times([count, 1n], exact(credit))];
  const further = count > 1n ? count - 1n : 0n;
  return [count, plus(exact(first), times([further, 1n], exact(credit)))];
}

/* The credit in its own form, and the tier that decides. */
function creditAt(one, value) {
  const held = one.bands.filter((band) => holds(band, value))
    .map((band) => [band, ...given(band, value, one.high)]);
  if (one.add) {
    const sum = held.reduce((all, [, , amount]) => plus(all, amount), ZERO);
    return { amount: sum, band: held.length === 1 ? held[0][0] : null,
      count: held.length === 1 ? held[0][1] : 0n, several: held.length > 1 };
  }
  const best = held.reduce((top, next) =>
    (top === null || order(next[2], top[2]) > 0 ? next : top), null);
  return best ? { band: best[0], count: best[1], amount: best[2] } :
    { band: null, count: 0n, amount: ZERO };
}

function worth(kind, number, { fee, days, minutes, outage }) {
  if (kind === "money") return number;
  if (fee === null) return null;
  if (kind === "share") return over(times(number, fee), HUNDRED);
  if (kind === "service") return times(over(number, times(days, [86400n, 1n])), fee);
  return outage === null ? null : over(times(times(number, fee), outage), minutes);
}

/* Reckon as `resolved/settlements.py` does: round, find the tier, cap, pay. */
function calculate(one, entry, period, fee) {
  let outage = null;
  let value = entry;
  const minutes = period ? exact(period[1]) : null;
  const days = exact(period ? period[2] : one.days);
  if (period) {
    outage = entry;
    if (one.roundTime) {
      outage = over(rounded(times(outage, [60n, 1n]), one.roundTime), [60n, 1n]);
      if (order(outage, minutes) > 0) outage = minutes;
    }
    if (order(outage, minutes) > 0) return null;
    value = times(HUNDRED, over(minus(minutes, outage), minutes));
  }
  const measured = one.round ? rounded(value, one.round) : value;
  const found = creditAt(one, measured);
  const billing = { fee, days, minutes, outage };
  const isKnown = fee !== null || !one.needsFee;
  const sum = isKnown ? worth(one.kind, found.amount, billing) : null;
  const earned = sum && rounded(sum, ["1/100", "half_up"]);
  let paid = earned;
  let cap = null;
  for (const [kind, number, ...words] of one.caps) {
    const limit = earned && worth(kind, exact(number), billing);
    const most = limit && rounded(limit, ["1/100", "down"]);
    if (most && order(most, paid) < 0) {
      paid = most;
      cap = words;
    }
  }
  return { ...found, measured, outage, minutes, days, earned, paid, cap };
}

/* Whether a value keeps the target. */
function isKept(one, value) {
  if (one.target === null) return false;
  const side = order(value, exact(one.target)) * (one.high ? -1 : 1);
  return side > 0 || (side === 0 && one.reaches);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

const said = (text, values) =>
  text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

class Calculator {
  constructor(form) {
    this.form = form;
    this.data = JSON.parse(form.dataset.slaCredit);
    this.words = this.data.words;
    point = this.data.comma ? "," : ".";
    this.fields = form.elements;
    this.status = form.querySelector("[role=status]");
    this.table = form.querySelector(".sla-sum");
    this.tiers = form.parentElement.querySelector(".sla-schedule");
    form.addEventListener("input", (event) => this.changed(event.target));
    form.addEventListener("submit", (event) => event.preventDefault());
    this.offer();
    form.hidden = false;
    this.show();
  }

  get one() {
    return this.data.cases[this.fields.case ? Number(this.fields.case.value) : 0];
  }

  get byDowntime() {
    return this.one.periods.length > 0 && this.fields.by.value === "down";
  }

  changed(field) {
    if (field.name === "case") this.offer();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), field.type === "text" ? 400 : 0);
  }

  /* Bring the fields in line with the case: its periods, its unit, whether a fee matters. */
  offer() {
    const chosen = this.fields.period.selectedIndex;
    this.fields.period.replaceChildren(...this.one.periods.map(([name], at) => {
      const option = element("option", name);
      option.value = at;
      return option;
    }));
    if (chosen > 0 && chosen < this.one.periods.length) this.fields.period.selectedIndex = chosen;
    for (const part of this.form.querySelectorAll(".sla-by-downtime")) {
      part.hidden = !this.one.periods.length;
    }
    this.form.querySelector(".sla-fee").hidden = !this.one.needsFee;
  }

  read(field, most, isShare = false) {
    const text = field.value.trim();
    const both = meanings(text, this.data.comma, isShare);
    const read = text ? entered(text, this.data.comma) : null;
    const value = both ? undefined : read;
    let problem = value === undefined ? this.words["calculator.unread"] : "";
    if (both) problem = said(this.words["calculator.ambiguous"], both);
    if (value && most && order(value, most) > 0) {
      problem = said(this.words["calculator.beyond"], { most: printed(most, 5) });
    }
    field.setAttribute("aria-invalid", problem ? "true" : "false");
    field.parentElement.querySelector(".sla-field-problem").textContent = problem;
    return problem ? undefined : value;
  }

  show() {
    const one = this.one;
    const isDown = this.byDowntime;
    const period = isDown ? one.periods[this.fields.period.selectedIndex] : null;
    const radios = [...this.form.querySelectorAll("[name=by]")];
    const label = radios[isDown ? 0 : 1].parentElement.textContent.trim();
    const unit = isDown ? this.words["sum.min"] : one.unit;
    this.form.querySelector(".sla-entered").textContent = unit ? `${label} (${unit})` : label;
    const most = period ? exact(period[1]) : exact(one.most);
    const entry = this.read(this.fields.entry, most, !isDown && one.unit === "%");
    const fee = one.needsFee ? this.read(this.fields.fee, null) : null;
    this.reach(null);
    this.table.hidden = true;
    if (entry === null || entry === undefined || fee === undefined) {
      this.status.replaceChildren();
      return;
    }
    const value = isDown ? entry : times(entry, exact(one.scale));
    const found = calculate(one, value, period, fee);
    if (!found) {
      this.status.replaceChildren();
      return;
    }
    const lines = [...this.lines(one, found, entry, period, fee)];
    this.table.tBodies[0].replaceChildren(...lines.map((line) => this.row(line)));
    this.table.hidden = false;
    this.conclude(one, found, period);
    this.reach(found.band);
  }

  amount(one, number) {
    if (one.kind === "money") return [money(number), one.form];
    if (one.kind === "service") return [printed(over(number, [86400n, 1n]), 4), one.form];
    return [printed(number, 4), one.form];
  }

  *lines(one, found, entry, period, fee) {
    const words = this.words;
    const [metric, clause] = one.clauses;
    const outage = found.outage && printed(found.outage, 5);
    const minutes = found.minutes && printed(found.minutes, 5);
    if (period) {
      yield [period[5], minutes, words["sum.min"], period[3]];
      yield [words["sum.downtime"], outage, words["sum.min"],
        one.roundTime ? one.roundTime[3] : words["calculator.entered"]];
    }
    const isShare = one.most === "100";
    const shown = isShare ? found.measured : over(found.measured, exact(one.scale));
    const how = period ? `(${minutes} − ${outage}) ÷ ${minutes}` : words["calculator.entered"];
    yield [one.metric, printed(shown, one.round ? one.round[2] : 5, Boolean(one.round)), one.unit,
      one.round ? `${how}, ${one.round[3]}` : how, metric];
    if (!found.amount[0]) return;
    yield* this.earned(one, found, clause);
    yield* this.paid(one, found, fee);
  }

  *earned(one, found, clause) {
    const words = this.words;
    const steps = found.band && found.band[5];
    if (steps) {
      const key = steps[1] ? "sum.steps.begun" : "sum.steps.full";
      yield [words[key], String(found.count), "", steps[3]];
    }
    const label = words[found.several ? "sum.tiers" : "sum.tier"];
    yield [label, ...this.amount(one, found.amount), found.band ? found.band[7] : "", clause];
  }

  *paid(one, found, fee) {
    const words = this.words;
    if (!found.earned) return;
    const how = fee === null ? "" : this.how(one, found, `${money(fee)}\u00a0${one.money}`.trim());
    for (const [kind, number, text, clause] of one.caps) {
      const limit = worth(kind, exact(number), { ...found, fee });
      const isReached = found.cap && found.cap[0] === text;
      if (limit) {
        yield [words["calculator.cap"], money(rounded(limit, ["1/100", "down"])), one.money,
          isReached ? text : said(words["calculator.cap.open"], { cap: text }), clause];
      }
    }
    if (found.cap) {
      yield [words["sum.before.cap"], money(found.earned), one.money, how, null, "struck"];
    }
    const hasRest = fee !== null && order(fee, found.paid) >= 0;
    const notes = [found.cap ? words["sum.capped"] : how, hasRest ? "" : one.note];
    yield [words["field.credit"], money(found.paid), one.money,
      notes.filter(Boolean).join(". "), null, "total"];
    if (hasRest) {
      yield [words["sum.left"], money(minus(fee, found.paid)), one.money, one.note];
    }
  }

  how(one, found, fee) {
    const words = this.words;
    const [number, form] = this.amount(one, found.amount);
    if (one.kind === "share") return said(words["sum.of"], { share: `${number}\u00a0%`, fee });
    if (one.kind === "service") {
      const days = printed(found.days, 2);
      return said(words["sum.of.days"], { length: `${number} ${form}`, days, fee });
    }
    if (one.kind === "multiple") {
      const [outage, minutes] = [printed(found.outage, 5), printed(found.minutes, 5)];
      return said(words["sum.of.outage"], { times: number, outage, minutes, fee });
    }
    return "";
  }

  row([label, amount, unit, note, clause, state]) {
    const row = element("tr");
    const head = element("th", label);
    head.scope = "row";
    if (note || clause) {
      const beside = element("span", note, "sla-sum-note");
      if (clause) {
        const link = element("a", clause[1]);
        link.href = `#${clause[0]}`;
        beside.append(note ? ", " : "", link);
      }
      head.append(" ", beside);
      row.classList.add("sla-sum-noted");
    }
    if (state === "total") row.classList.add("sla-total");
    const figure = element("td", "", "sla-amount");
    figure.append(state === "struck" ? element("s", amount) : amount);
    row.append(head, figure, element("td", unit, "sla-unit"));
    return row;
  }

  /* One short sentence for the eye and for the screen reader: the result, then how to claim it. */
  conclude(one, found, period) {
    const words = this.words;
    const parts = [];
    if (!found.amount[0]) {
      const key = isKept(one, found.measured) ? "calculator.kept" : "calculator.nothing";
      parts.push(element("strong", words[key]));
    } else {
      const [number, form] = found.paid && one.money ? [money(found.paid), one.money] :
        this.amount(one, found.amount);
      parts.push(element("span", words["field.credit"], "sla-calculated-label"));
      parts.push(element("strong", `${number}\u00a0${form}`));
      if (period && period[4]) parts.push(element("span", period[4], "sla-calculated-claim"));
    }
    this.status.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  /* Mark the tier reached, in the table and in the picture. */
  reach(band) {
    if (!this.tiers) return;
    for (const row of this.tiers.querySelectorAll("[aria-current]")) {
      row.removeAttribute("aria-current");
      row.querySelector(".sla-reached-word")?.remove();
    }
    const steps = [...this.tiers.querySelectorAll(".sla-chart-step, .sla-chart-area")];
    for (const step of steps) step.classList.remove("sla-reached");
    if (!band || band[6] < 0) return;
    const row = this.tiers.querySelectorAll("tbody > tr")[band[6] + (this.data.kept ? 1 : 0)];
    row.setAttribute("aria-current", "true");
    row.querySelector("th").append(
      element("span", ` ${this.words["calculator.reached"]}`, "sla-soft sla-reached-word"));
    const lines = steps.filter((step) => step.classList.contains("sla-chart-step"));
    const line = lines[band[6] + 1];
    if (!line) return;
    line.classList.add("sla-reached");
    const area = line.previousElementSibling;
    if (area?.classList.contains("sla-chart-area")) area.classList.add("sla-reached");
  }
}

onPage(() => document.querySelectorAll("form[data-sla-credit][hidden]")
  .forEach((form) => new Calculator(form)));
