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

  amount(one, [form, number]) {
    const [kind, words] = one.forms[form];
    if (kind === "money") return [money(number), words];
    if (kind === "service") return [printed(over(number, [86400n, 1n]), 4), words];
    return [printed(number, 4), words];
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
    if (!found.amounts.length) return;
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
    const beside = found.band ? found.band[7] : "";
    for (const sum of found.amounts) yield [label, ...this.amount(one, sum), beside, clause];
  }

  *paid(one, found, fee) {
    const words = this.words;
    if (!found.earned) return;
    const whole = fee === null ? "" : `${money(fee)}\u00a0${one.money}`.trim();
    const how = fee === null ? "" : found.amounts
      .map((sum) => this.how(one, found, sum, whole)).filter(Boolean).join(" + ");
    for (const [amounts, text, clause] of one.caps) {
      const limit = limitOf(amounts, { ...found, fee });
      const isReached = found.cap && found.cap[0] === text;
      if (limit) {
        yield [words["calculator.cap"], money(limit), one.money,
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

  how(one, found, sum, fee) {
    const words = this.words;
    const [kind] = one.forms[sum[0]];
    const [number, form] = this.amount(one, sum);
    if (kind === "share") return said(words["sum.of"], { share: `${number}\u00a0%`, fee });
    if (kind === "service") {
      const days = printed(found.days, 2);
      return said(words["sum.of.days"], { length: `${number} ${form}`, days, fee });
    }
    if (kind === "multiple") {
      const [outage, minutes] = [printed(found.outage, 5), printed(found.minutes, 5)];
      return said(words["sum.of.outage"], { times: number, outage, minutes, fee });
    }
    return found.amounts.length > 1 ? `${number}\u00a0${form}` : "";
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
    if (!found.amounts.length) {
      const key = isKept(one, found.measured) ? "calculator.kept" : "calculator.nothing";
      parts.push(element("strong", words[key]));
    } else {
      const sums = found.paid && one.money ? [[money(found.paid), one.money]] :
        found.amounts.map((sum) => this.amount(one, sum));
      parts.push(element("span", words["field.credit"], "sla-calculated-label"));
      const text = sums.map(([number, form]) => `${number}\u00a0${form}`).join(" + ");
      parts.push(element("strong", text));
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
