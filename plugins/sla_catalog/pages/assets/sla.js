/* What a page can do with a script on top; without it nothing is missing but the filter. */
(() => {
  "use strict";

  const DAY = 86400000;
  const day = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

  /* Filter a list by words and by facets; the address holds the state. */
  function filter(form) {
    const page = form.closest(".sla-page");
    const items = [...page.querySelectorAll(".sla-item")];
    const shown = page.querySelector("[data-sla-shown]");
    const words = form.elements.find;
    const boxes = [...form.querySelectorAll("input[type=checkbox]")];
    const texts = new Map(items.map((item) => [item, fold(item.textContent)]));

    const chosen = () => {
      const facets = new Map();
      for (const box of boxes.filter((one) => one.checked)) {
        facets.set(box.name, [...(facets.get(box.name) || []), box.value]);
      }
      return facets;
    };

    const apply = () => {
      const facets = chosen();
      const wanted = fold(words.value).split(" ").filter(Boolean);
      let count = 0;
      for (const item of items) {
        const fits = wanted.every((word) => texts.get(item).includes(word)) &&
          [...facets].every(([name, values]) => {
            const has = (item.getAttribute(`data-sla-${name}`) || "").split("|");
            return values.some((value) => has.includes(value));
          });
        item.hidden = !fits;
        count += fits ? 1 : 0;
      }
      for (const group of page.querySelectorAll(".sla-item-group")) {
        group.hidden = !group.querySelector(".sla-item:not([hidden])");
      }
      page.querySelector(".sla-nothing").hidden = count > 0;
      shown.textContent = shown.dataset.slaShown
        .replace("{shown}", count).replace("{total}", items.length);
      const reset = form.querySelector("[type=reset]");
      if (reset) reset.hidden = !words.value && !facets.size;
    };

    const remember = () => {
      const url = new URL(location.href);
      for (const name of new Set(["find", ...boxes.map((box) => box.name)])) {
        url.searchParams.delete(name);
      }
      if (words.value) url.searchParams.set("find", words.value);
      for (const [name, values] of chosen()) {
        for (const value of values) url.searchParams.append(name, value);
      }
      history.replaceState(history.state, "", url);
    };

    const state = new URL(location.href).searchParams;
    words.value = state.get("find") || "";
    for (const box of boxes) box.checked = state.getAll(box.name).includes(box.value);
    form.addEventListener("input", () => { apply(); remember(); });
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  }

  const fold = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

  /* Bring "in 22 days" up to date; the page was built on the day it names. */
  function age(span, words) {
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
    const { slaKind: kind, slaDay: due, slaAsOf: built } = span.dataset;
    const left = day(due) - today;
    if (Number.isNaN(left) || today <= day(built)) return;
    const side = left > 0 ? "ahead" : left < 0 ? "past" : "today";
    const one = Math.abs(left) === 1 ? words[`${kind}.${side}.one`] : "";
    const word = one || words[`${kind}.${side}`];
    if (!word) return;
    span.querySelector(".sla-distance-text").textContent =
      word.replace("{days}", Math.abs(left));
    span.dataset.slaAlarm = left < 0 ? (kind === "review" ? "overdue" : "") :
      left <= words.near[kind] ? "near" : "";
  }

  function start() {
    document.querySelectorAll("form[data-sla-filter][hidden]").forEach(filter);
    for (const page of document.querySelectorAll("[data-sla-distances]")) {
      const words = JSON.parse(page.dataset.slaDistances);
      page.querySelectorAll(".sla-distance").forEach((span) => age(span, words));
    }
  }

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
