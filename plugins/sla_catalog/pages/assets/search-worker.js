/* Material's search box asks this worker, in the place of its own, where the index is in shards.

Messages are Material's: it sends the setup and what is typed, and is sent results by page. The setup
holds an entry for each page and which words begin each file; files are loaded when they are asked for. */
"use strict";
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const SECTION_BITS = 6, TOLD = 7, TITLE_AT = 3, TITLE = 24, TAGS = 32; /* how shards write where a word is */
const MOST_FILES = 4; /* for what begins with a word; who types on gets the rest */
const MOST_SHOWN = 10; /* pages with text, as many as Material draws at once; those behind them are titles */
const AS_BEGINNING = 0.5, AS_STEM = 0.4; /* beside 1 for a word as it is typed */
const SHORTEST_STEM = 4, LONGEST_ENDING = 2;
const SATURATION = 1.2; /* BM25's k1, as Material has it; the length of a text does not count */
let index, latest = 0;

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    index = made(data);
    postMessage({ type: READY });
  } else if (type === QUERY) {
    const mine = ++latest;
    const found = await search(data);
    if (mine === latest) postMessage({ type: RESULT, data: found });
  }
});

function made({ config, docs, options }) {
  const { folder, words, texts, sections } = config.shards;
  const first = [];
  let count = 0;
  sections.forEach((length) => { first.push(count); count += length; });
  const boosts = Object.fromEntries(Object.entries(config.fields).map(([name, { boost }]) => [name, boost ?? 1]));
  const base = new URL(`../../${folder}/`, location.href);
  return { pages: docs, first, count, words, texts, base, boosts, separator: config.separator, suggests: options.suggest, files: new Map() };
}

/* A file is loaded once; one that cannot be had is asked for again by the next search. */
function file(name) {
  const { files, base } = index;
  if (!files.has(name)) {
    const loaded = fetch(new URL(`${name}.json`, base)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    });
    loaded.catch(() => files.delete(name));
    files.set(name, loaded);
  }
  return files.get(name);
}

/* The last place whose key is not behind the one that is looked for; 0 where all are. */
function placeOf(keys, key) {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1; else high = middle;
  }
  return Math.max(low - 1, 0);
}

/* Words as they are typed: in quotes or behind + they must be there, behind - they must not. */
function asked(query) {
  const words = [];
  query.split(/"([^"]*)"/).forEach((part, place) => {
    for (const typed of part.split(/\s+/)) {
      const sign = /^[+-]?/.exec(typed)[0], isQuoted = place % 2 === 1;
      for (const [word] of cut(typed.slice(sign.length).replace(/[*~^]+\d*$/, ""))) {
        words.push({ word, isWhole: isQuoted, isNeeded: isQuoted || sign === "+", isBarred: sign === "-" });
      }
    }
  });
  return words.slice(0, 30);
}

function cut(text) {
  const found = [], separator = new RegExp(index.separator, "g");
  let from = 0, match;
  while ((match = separator.exec(text))) {
    if (match.index > from) found.push([text.slice(from, match.index).toLowerCase(), from, match.index]);
    from = match.index + match[0].length;
    if (!match[0]) separator.lastIndex = match.index + 1;
  }
  if (from < text.length) found.push([text.slice(from).toLowerCase(), from, text.length]);
  return found;
}

/* Words of the index that a typed one means, with how well; where it is not there itself, also those that it continues. */
async function meant({ word, isWhole }) {
  const { words } = index;
  if (!words.length) return [];
  const start = placeOf(words, word);
  let end = start + 1;
  while (!isWhole && word.length > 1 && end < words.length && end < start + MOST_FILES && words[end].startsWith(word)) end++;
  const rows = (await Promise.all(words.slice(start, end).map((_, n) => file(`words-${start + n}`)))).flat();
  const exact = rows.filter(([key]) => key === word).map((row) => [...row, 1]);
  if (isWhole || word.length < 2) return exact;
  const longer = rows.filter(([key]) => key !== word && key.startsWith(word)).map((row) => [...row, AS_BEGINNING]);
  return [...exact, ...longer, ...(exact.length ? [] : await stems(word))];
}

async function stems(word) {
  const shortest = Math.max(SHORTEST_STEM, word.length - LONGEST_ENDING);
  const found = [];
  for (let length = word.length - 1; length >= shortest; length--) {
    const stem = word.slice(0, length);
    const rows = await file(`words-${placeOf(index.words, stem)}`);
    found.push(...rows.filter(([key]) => key === stem).map((row) => [...row, AS_STEM]));
  }
  return found;
}

/* BM25's inverse document frequency; as in Material each field of a section counts. */
function rarityOf(places) {
  let fields = 0;
  for (const coded of places) fields += !!(coded & TOLD) + !!(coded & TITLE) + !!(coded & TAGS);
  return Math.log(1 + Math.abs((index.count - fields + 0.5) / (fields + 0.5)));
}

const weighed = (count) => (count * (SATURATION + 1)) / (count + SATURATION);

/* Score each section as Material does: by rarity of a word, and by the field in which it is. */
async function scored(clauses) {
  const { count, boosts } = index;
  const scores = new Float64Array(count), had = new Uint32Array(count), keys = clauses.map(() => new Set());
  const found = await Promise.all(clauses.map(meant));
  found.forEach((entries, place) => {
    for (const [key, places, likeness] of entries) {
      const rarity = likeness * rarityOf(places);
      keys[place].add(key);
      let section = 0;
      for (const coded of places) {
        section += coded >>> SECTION_BITS;
        had[section] |= 1 << place;
        if (clauses[place].isBarred) continue;
        if (coded & TOLD) scores[section] += rarity * boosts.text * weighed(coded & TOLD);
        if (coded & TITLE) scores[section] += rarity * boosts.title * weighed((coded & TITLE) >> TITLE_AT);
        if (coded & TAGS) scores[section] += rarity * boosts.tags;
      }
    }
  });
  return { scores, had, keys };
}

/* Which words a section has, of those that are wanted, and their share; alike for many sections. */
function termsOf(clauses) {
  const known = new Map();
  return (had) => {
    if (!known.has(had)) {
      const wanted = clauses.flatMap(({ word, isBarred }, place) => (isBarred ? [] : [[word, !!(had & (1 << place))]]));
      known.set(had, { terms: Object.fromEntries(wanted), share: wanted.filter(([, has]) => has).length / wanted.length });
    }
    return known.get(had);
  };
}

const bits = (clauses, which) => clauses.reduce((all, clause, place) => all | (clause[which] ? 1 << place : 0), 0);

async function search(query) {
  const clauses = asked(query);
  if (!clauses.some(({ isBarred }) => !isBarred)) return { items: [] };
  const { scores, had, keys } = await scored(clauses);
  const needed = bits(clauses, "isNeeded"), barred = bits(clauses, "isBarred");
  const wanted = clauses.filter(({ isBarred }) => !isBarred);
  const groups = new Map(), missing = termsOf(clauses);
  for (let section = 0; section < scores.length; section++) {
    if (!scores[section] || (had[section] & needed) !== needed || had[section] & barred) continue;
    const page = placeOf(index.first, section);
    const { terms, share } = missing(had[section]);
    const boost = share + (section === index.first[page] ? 1 : 0);
    const score = scores[section] * (index.pages[page].boost ?? 1) * (1 + boost ** 2);
    if (!groups.has(page)) groups.set(page, []);
    groups.get(page).push({ section, score, terms });
  }
  for (const hits of groups.values()) hits.sort((a, b) => b.score - a.score);
  const ranked = [...groups].sort(([, [a]], [, [b]]) => b.score - a.score);
  const known = new Set(keys.flatMap((some, place) => (clauses[place].isBarred ? [] : [...some])));
  const shown = await Promise.all(ranked.slice(0, MOST_SHOWN).map(([page, hits]) => items(page, hits, known)));
  const titles = ranked.slice(MOST_SHOWN).map(([page, [{ score, terms }]]) => [{ ...index.pages[page], score, terms }]);
  const result = { items: [...shown, ...titles] };
  return index.suggests ? { ...result, suggest: suggested(shown, wanted) } : result;
}

/* The sections that were found on a page, and the page itself, with what was looked for marked. */
async function items(page, hits, known) {
  const place = placeOf(index.texts, page);
  const [, sections] = (await file(`texts-${place}`))[page - index.texts[place]];
  const all = hits.map(({ section, score, terms }) => item(page, sections, section - index.first[page], score, terms, known));
  const isThere = hits.some(({ section }) => section === index.first[page]);
  return isThere ? all : [...all, item(page, sections, 0, 0, {}, new Set())];
}

function item(page, sections, place, score, terms, known) {
  const [anchor, title, text, tags] = sections[place];
  const location = index.pages[page].location + (place && anchor ? `#${anchor}` : "");
  const found = { location, title: marked(title, known), text: excerpt(text, known), score, terms };
  return tags ? { ...found, tags: tags.map((tag) => marked(tag, known)) } : found;
}

/* At most two paragraphs that have a word; where only the title has one, all. */
function excerpt(text, known) {
  const parts = text.split(/(?<=<\/(?:p|ul|ol|pre|table|dl|blockquote|h\d)>)/);
  const told = parts.map((part) => [part, marked(part, known)]).filter(([part, shown]) => part !== shown);
  return told.length ? told.slice(0, 2).map(([, shown]) => shown).join("") : text;
}

/* Text and tags alternate; only in text words are marked. */
function marked(html, known) {
  return html.split(/(<[^>]*>)/).map((piece, place) => {
    if (place % 2) return piece;
    let told = "", from = 0;
    for (const [word, start, end] of cut(piece)) {
      if (!known.has(word)) continue;
      told += `${piece.slice(from, start)}<mark>${piece.slice(start, end)}</mark>`;
      from = end;
    }
    return told + piece.slice(from);
  }).join("");
}

/* What the best page's title has of what is typed, for Material's own suggestions. */
function suggested([best], wanted) {
  if (!best) return [];
  const words = cut(best.at(0).title.replace(/<[^>]*>/g, "")).map(([word]) => word);
  return wanted.map(({ word }) => words.find((one) => one.startsWith(word))).filter(Boolean);
}
