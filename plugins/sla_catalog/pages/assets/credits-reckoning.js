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
  const parts = /^([1-9][0-9]{0,2})([.,])([0-9]{3})$/.exec(text);
  if (!parts || (isShare && parts[2] === (comma ? "," : "."))) return null;
  const [, whole, , rest] = parts;
  const digits = rest.replace(/0+$/, "");
  /* Three alone would be asked again. */
  const kept = digits.length === 3 ? `${digits}0` : digits;
  return { thousands: whole + rest, decimals: kept ? whole + (comma ? "," : ".") + kept : whole };
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

/* How many steps count, and what a tier gives for a value that it holds, by form. */
function given(band, value, high) {
  const [lower, , upper, , credit, steps] = band;
  const form = band[8];
  if (!steps) return [0n, [[form, exact(credit)]]];
  const [size, begun, first, , start] = steps;
  const missed = minus(value, exact(high ? lower : upper));
  const part = over(missed[0] < 0n ? minus(ZERO, missed) : missed, exact(size));
  const count = begun ? ceil(part) : floor(part);
  if (first === null) return [count, [[form, times([count, 1n], exact(credit))]]];
  const further = count > 1n ? count - 1n : 0n;
  return [count, [[start, exact(first)], [form, times([further, 1n], exact(credit))]]];
}

/* Add up by form; what comes to nothing is left out. */
function added(amounts) {
  const sums = new Map();
  for (const [form, number] of amounts) sums.set(form, plus(sums.get(form) ?? ZERO, number));
  return [...sums].filter(([, number]) => number[0]);
}

/* The credit by form, and the tier that decides; nothing where nobody can tell which one does. */
function creditAt(one, value, billing) {
  const held = one.bands.filter((band) => holds(band, value)).map((band) => {
    const [count, amounts] = given(band, value, one.high);
    return { band, count, amounts: added(amounts) };
  });
  if (held.length < 2) return held[0] ?? { band: null, count: 0n, amounts: [] };
  if (one.add) {
    const amounts = added(held.flatMap((tier) => tier.amounts));
    return { band: null, count: 0n, amounts, several: true };
  }
  const isMixed = one.forms.length > 1;
  const sizes = held.map(({ amounts }) => isMixed ? worthOf(one, amounts, billing) :
    amounts.reduce((all, [, number]) => plus(all, number), ZERO));
  if (sizes.includes(null)) return null;
  return held[sizes.reduce((top, size, at) => (order(size, sizes[top]) > 0 ? at : top), 0)];
}

function worth(kind, number, { fee, days, minutes, outage }) {
  if (kind === "money") return number;
  if (fee === null) return null;
  if (kind === "share") return over(times(number, fee), HUNDRED);
  if (kind === "service") return times(over(number, times(days, [86400n, 1n])), fee);
  return outage === null ? null : over(times(times(number, fee), outage), minutes);
}

function worthOf(one, amounts, billing) {
  const parts = amounts.map(([form, number]) => worth(one.forms[form][0], number, billing));
  return parts.includes(null) ? null : parts.reduce(plus, ZERO);
}

/* What a cap leaves, in money. */
function limitOf(amounts, billing) {
  const parts = amounts.map(([kind, number]) => worth(kind, exact(number), billing));
  return parts.includes(null) ? null : rounded(parts.reduce(plus, ZERO), ["1/100", "down"]);
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
  const billing = { fee, days, minutes, outage };
  const found = creditAt(one, measured, billing);
  if (!found) return null;
  const isKnown = fee !== null || !one.needsFee;
  const sum = isKnown ? worthOf(one, found.amounts, billing) : null;
  const earned = sum && rounded(sum, ["1/100", "half_up"]);
  let paid = earned;
  let cap = null;
  for (const [amounts, ...words] of one.caps) {
    const most = earned && limitOf(amounts, billing);
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
