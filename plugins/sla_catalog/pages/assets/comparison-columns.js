/* The menu of columns: by family, each with how many agreements state it. */

function columnChooser(form, model, words, choose) {
  const { columns, rows } = model;
  const search = form.querySelector("[data-sla-find]");
  let onlyTwo = false;

  function narrow() {
    for (const label of form.querySelectorAll("[data-sla-columns] label")) {
      label.hidden = !fold(label.textContent).includes(fold(search.value)) || (onlyTwo && label.dataset.stated < 2);
    }
  }

  const groups = model.families.map((title, family) => {
    const boxes = columns.filter((column) => column.family === family).map((column) => {
      const box = with_(make("input"), { type: "checkbox", name: "column", value: column.id });
      box.addEventListener("change", () => choose(new Set([...form.querySelectorAll("[name=column]:checked")].map(({ value }) => value))));
      const label = make("label", "", box, make("span", "", column.name), make("span", "sla-count", String(column.stated)));
      label.dataset.stated = column.stated;
      return label;
    });
    return make("div", "", make("p", "sla-menu-label", title), ...boxes);
  });
  form.querySelector("[data-sla-columns]").replaceChildren(...groups.filter((group) => group.childElementCount > 1));
  form.querySelector("[data-sla-counted]").textContent = say(words.counted, { count: rows.filter(({ inForce }) => inForce).length || rows.length });
  search.addEventListener("input", narrow);
  return (toggle) => {
    onlyTwo = !onlyTwo;
    toggle.setAttribute("aria-pressed", String(onlyTwo));
    narrow();
  };
}
