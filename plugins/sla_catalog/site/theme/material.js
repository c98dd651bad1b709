/* What stock Material leaves without a name, for those who hear the page. */
onPage(() => {
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const query = search && search.querySelector("[aria-label]");
  if (query) search.setAttribute("aria-label", query.getAttribute("aria-label"));
});
