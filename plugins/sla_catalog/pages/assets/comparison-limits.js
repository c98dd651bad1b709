/* Thresholds as people write them, and what is left between two values. */

const LIMIT = /^(<=|>=|<|>|≤|≥)?\s*(\d+(?:\.\d+)?)\s*(.*)$/u;
const SECONDS = { s: 1, sec: 1, second: 1, seconds: 1, min: 60, minute: 60, minutes: 60, h: 3600, hour: 3600, hours: 3600, d: 86400, day: 86400, days: 86400, Tage: 86400 };
const SIZES = [["d", 86400], ["h", 3600], ["min", 60]];

const times = (text, factor) => decimal(scaled(text, places(text)) * BigInt(factor), places(text));

function thousandth(text) {
  const to = places(text) + 3;
  return decimal(scaled(text, places(text)), to);
}

/* Numbers have the decimal sign of the page; what is reckoned with has a point. */
const worded = (text, words) => text.replace(".", words.decimal);
const reckoned = (text, words) => (words.decimal === "," ? text.replace(/(\d),(?=\d)/g, "$1.") : text);

const WORKING = /^(business|working|arbeits|geschäfts)[ -]?/iu;
const limitSample = (column) => (column.direction ? `${column.direction > 0 ? "≥" : "≤"}\u00a0${column.example || ""}` : "");

/* Say why a threshold is not read: working time among times by the wall clock, or days of it. */
function unread(text, column, words) {
  const unit = (LIMIT.exec(text.replace(/\u00a0/g, " ").trim())?.[3] || "").trim();
  if (!WORKING.test(unit) || !column.bases.some((basis) => basis.unit === "s")) return words.unread;
  return column.bases.some((basis) => basis.working) ? words["unread.days"] : words["unread.wall"];
}

/* Read `<= 30 min` for a column: its value in the column's unit, or null where it cannot be meant. */
function limit(text, column) {
  const found = LIMIT.exec(text.replace(/\u00a0/g, " ").trim());
  if (!found) return null;
  const [, sign, number, rest] = found;
  const upwards = sign && /[>≥]/u.test(sign);
  if (!column.direction || (sign && upwards !== column.direction > 0)) return null;
  const unit = rest.trim();
  const business = WORKING.exec(unit);
  const name = business ? unit.slice(business[0].length) : unit;
  const units = [...new Set(column.bases.map((basis) => basis.unit))];
  const isStrict = sign === "<" || sign === ">";
  const answer = (value, own, working) => (column.bases.some((basis) => basis.unit === own && (working === undefined || basis.working === working)) ? { value, unit: own, working, isStrict } : null);
  if (units.includes("s") && name === "ms") return answer(thousandth(number), "s", false);
  if (units.includes("s") && Object.hasOwn(SECONDS, name)) {
    const spelt = business && /^(d|day|days|tage)$/iu.test(name) ? null : times(number, SECONDS[name]);
    if (spelt !== null) return answer(spelt, "s", Boolean(business));
  }
  const own = units.find((one) => one.toLowerCase() === unit.toLowerCase());
  if (own) return answer(number, own);
  if (!unit && units.length === 1 && units[0] !== "s") return answer(number, units[0]);
  const named = column.bases.find((basis) => unit && basis.sides[2].toLowerCase() === unit.toLowerCase());
  if (named) return answer(number, named.unit);
  const short = units.find((one) => unit && one.toLowerCase().startsWith(`${unit.toLowerCase()} `));
  return short ? answer(number, short) : null;
}

function keeps(column, point, { value, unit, working, isStrict }) {
  const basis = column.bases[point.basis];
  if (basis.unit !== unit || (working !== undefined && basis.working !== working)) return false;
  const { sign } = minus(point.value, value);
  return sign === 0 ? !isStrict : sign === column.direction;
}

function time(text) {
  const [whole, fraction] = text.split(".");
  let rest = BigInt(whole);
  const parts = [];
  for (const [unit, size] of SIZES) {
    if (rest >= BigInt(size)) parts.push(`${rest / BigInt(size)}\u00a0${unit}`);
    rest %= BigInt(size);
  }
  if (fraction && whole === "0") return `${times(text, 1000)}\u00a0ms`;
  if (rest || fraction) parts.push(`${rest}${fraction ? `.${fraction}` : ""}\u00a0s`);
  return parts.join(" ");
}

/* Working time in hours and minutes of it: a day of it has no one length. */
function workingTime(text, hours) {
  const whole = BigInt(text.split(".")[0]);
  const minutes = (whole % 3600n) / 60n;
  return `${whole / 3600n}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}\u00a0${hours}`;
}

function amount(text, basis, words) {
  if (basis.unit === "%") return `${worded(text, words)}\u00a0${words.points}`;
  if (basis.unit !== "s") return `${worded(text, words)}\u00a0${basis.sides[2] || basis.unit}`;
  return basis.working ? workingTime(text, words["business.hours"]) : worded(time(text), words);
}

/* How far a value is from that of the baseline: a sign, a word, and a caveat where they differ in
   kind or are `doubted`; then the distance is neither better nor worse. */
function distance(column, own, reference, doubted, model, words) {
  const [mine, theirs] = [column.bases[own.basis], column.bases[reference.basis]];
  const caveat = mine.near.has(reference.basis) ? doubted : model.obstacle(mine, theirs);
  if (mine.unit !== theirs.unit || mine.working !== theirs.working) return { icon: "", text: "", caveat };
  const { sign, text } = minus(own.value, reference.value);
  if (!sign) return { icon: caveat ? "" : "equal", text: words.same, caveat };
  const signed = `${sign > 0 ? "+" : "−"}${amount(text, mine, words)}`;
  if (caveat || !column.direction) return { icon: "", text: signed, caveat };
  const word = sign === column.direction ? "better" : "worse";
  return { icon: word, text: `${signed} ${words[word]}`, caveat };
}
