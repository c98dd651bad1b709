/* What all parts of the script share. `scripts.py` puts the parts together, each in a block of its own. */

const fold = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/* Run on every page, also where Material loads the next one in place. What runs may run twice:
   from files Material tells of no page at all, so its word alone is not enough. */
function onPage(start) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  if (window.document$) window.document$.subscribe(start);
}

/* Keep the state of a form in the address. */
function remember(names, pairs) {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  for (const [name, value] of pairs) if (value) url.searchParams.append(name, value);
  history.replaceState(history.state, "", url);
}

function recall(form) {
  const state = new URL(location.href).searchParams;
  for (const field of form.querySelectorAll("[name]")) {
    if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
    else field.value = state.get(field.name) || "";
  }
  return state;
}
