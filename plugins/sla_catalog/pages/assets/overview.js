/* Sort the overview by a column. Groups by kind dissolve while it is sorted; the address holds the order. */
function sortable(table) {
  const page = table.closest(".sla-page");
  const byKind = page.querySelector("[data-sla-by-kind]");
  const groups = [...table.tBodies];
  const rows = groups.map((group) => [...group.querySelectorAll(".sla-item")]);
  const whole = document.createElement("tbody");
  whole.className = "sla-item-group";
  whole.setAttribute("role", "rowgroup");
  const heads = new Map([...table.querySelectorAll("th[data-sla-sort]")].map((head) => [head.dataset.slaSort, head]));
  let sorted = "";
  let down = false;

  /* What a row is sorted by: an own key where the column has one, else the text of its cell. */
  const key = (row) => row.getAttribute(`data-sla-by-${sorted}`) ?? fold(row.cells[heads.get(sorted).cellIndex].textContent);

  const draw = () => {
    for (const [name, head] of heads) {
      if (name === sorted) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    byKind.hidden = !sorted;
    if (sorted) {
      whole.replaceChildren(...ordered(rows.flat(), key, down));
      groups.forEach((group) => group.remove());
      table.append(whole);
    } else {
      groups.forEach((group, at) => group.append(...rows[at]));
      whole.remove();
      table.append(...groups);
    }
    for (const group of table.tBodies) group.hidden = !group.querySelector(".sla-item:not([hidden])");
  };

  const order = (name, downwards) => {
    [sorted, down] = [name, downwards];
    draw();
    remember(["sort"], [["sort", sorted && (down ? `-${sorted}` : sorted)]]);
  };

  for (const [name, head] of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sla-sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => order(name, sorted === name && !down));
    head.append(button);
  }
  byKind.addEventListener("click", () => {
    const head = heads.get(sorted);
    order("", false);
    head.querySelector("button").focus(); // the button that had the focus is gone
  });

  const asked = new URL(location.href).searchParams.get("sort") || "";
  if (heads.has(asked.replace(/^-/, ""))) {
    [sorted, down] = [asked.replace(/^-/, ""), asked.startsWith("-")];
    draw();
  }
}

onPage(() => document.querySelectorAll(".sla-agreements").forEach((table) => {
  const isLong = table.closest(".sla-page").querySelector("[data-sla-list]");
  if (!isLong && !table.querySelector(".sla-sort")) sortable(table);
}));
