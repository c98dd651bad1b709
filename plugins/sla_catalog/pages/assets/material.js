/* What stock Material leaves without a name or out of reach of the keyboard. */
onPage(() => {
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const query = search && search.querySelector("[aria-label]");
  if (query) search.setAttribute("aria-label", query.getAttribute("aria-label"));
  setTimeout(() => {
    for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) table.tabIndex = 0;
  });
});
