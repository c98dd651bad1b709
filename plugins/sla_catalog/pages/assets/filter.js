/* Filter a list by words and by facets; the address holds the state. */
function filter(form) {
  const page = form.closest(".sla-page");
  const items = [...page.querySelectorAll(".sla-item")];
  const shown = page.querySelector("[data-sla-shown]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const texts = new Map(items.map((item) => [item, fold(item.textContent)]));

  const apply = () => {
    const { isAny, fits } = sought(form);
    for (const item of items) item.hidden = !fits(item, texts.get(item));
    const count = items.filter((item) => !item.hidden).length;
    for (const group of page.querySelectorAll(".sla-item-group")) {
      group.hidden = !group.querySelector(".sla-item:not([hidden])");
    }
    page.querySelector(".sla-nothing").hidden = count > 0;
    shown.textContent = shown.dataset.slaShown
      .replace("{shown}", count).replace("{total}", items.length);
    const reset = form.querySelector("[type=reset]");
    if (reset) reset.hidden = !isAny;
  };

  const update = () => {
    apply();
    remember(new Set(["find", ...boxes.map((box) => box.name)]), new FormData(form));
  };

  recall(form);
  for (const more of form.querySelectorAll("details.sla-rarer")) more.open = !!more.querySelector(":checked");
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}

onPage(() => document.querySelectorAll("form[data-sla-filter][hidden]").forEach(filter));
