/* The definition of a term in a card beside it, taken from the list of terms on the same page. */
/* Without popovers the links lead to the definitions all the same. */
if (HTMLElement.prototype.showPopover) {
  const TERM = "a.sla-term";
  const OPEN_AFTER = 150;
  const CLOSE_AFTER = 250;
  const GAP = 6;
  const MARGIN = 8;

  const card = document.createElement("div");
  card.className = "sla-card";
  card.popover = "manual";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "sla-card-term");

  let shown = null;
  let timer = 0;
  let touched = false;

  const within = (node) => node instanceof Element && (
    card.contains(node) ? shown : node.closest(TERM)
  );

  /* Find what a link's term means on this page: its name and its text, or nothing. */
  function definition(link) {
    const id = decodeURIComponent(link.hash.replace(/^#(term|definition)-/, ""));
    const used = document.getElementById(`used-${id}`);
    if (used) return { name: used.querySelector("dt"), text: used.querySelector("dd") };
    const name = document.getElementById(`term-${id}`);
    const text = name && name.parentElement.querySelector(".sla-definition");
    return text ? { name, text } : null;
  }

  function part(tag, className, source) {
    const node = document.createElement(tag);
    node.className = className;
    for (const child of source.childNodes) node.append(child.cloneNode(true));
    for (const link of node.querySelectorAll(TERM)) link.removeAttribute("class");
    for (const permalink of node.querySelectorAll(".headerlink")) permalink.remove();
    return node;
  }

  function fill(link, { name, text }) {
    const title = part("div", "sla-card-term", name);
    title.id = "sla-card-term";
    if (!title.querySelector("a")) {
      const whole = document.createElement("a");
      whole.href = link.getAttribute("href");
      whole.append(...title.childNodes);
      title.append(whole);
    }
    card.replaceChildren(title, part("div", "sla-card-text", text));
  }

  /* Below the link, or above where there is no room; never over the edge of the window. */
  function place(link) {
    const at = link.getClientRects()[0];
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const { offsetWidth: wide, offsetHeight: tall } = card;
    const below = at.bottom + GAP;
    const fits = below + tall + MARGIN <= height || at.top - GAP - tall < MARGIN;
    const left = Math.max(MARGIN, Math.min(at.left, width - wide - MARGIN));
    card.style.setProperty("--sla-x", `${left + scrollX}px`);
    card.style.setProperty("--sla-y", `${(fits ? below : at.top - GAP - tall) + scrollY}px`);
  }

  function show(link) {
    clearTimeout(timer);
    if (shown === link) return true;
    const found = link.isConnected && definition(link);
    if (!found) return false;
    hide();
    fill(link, found);
    link.after(card);
    card.showPopover();
    place(link);
    shown = link;
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (shown && card.isConnected) card.hidePopover();
    card.remove();
    shown = null;
  }

  const holdsFocus = () => shown && (shown.matches(":focus-visible") || card.matches(":focus-within"));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = within(event.target);
    clearTimeout(timer);
    if (link && link !== shown) timer = setTimeout(show, OPEN_AFTER, link);
    else if (!link && shown && !holdsFocus()) timer = setTimeout(hide, CLOSE_AFTER);
  });

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (shown && !within(event.target)) hide();
  });

  document.addEventListener("focusin", (event) => {
    const link = within(event.target);
    if (link && !card.contains(event.target)) {
      if (link.matches(":focus-visible")) show(link);
    } else if (!link) hide();
  });

  document.addEventListener("focusout", (event) => {
    if (shown && within(event.target) && !event.relatedTarget && !shown.matches(":hover")) hide();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    if (card.contains(document.activeElement)) {
      const link = shown;
      link.focus();
    }
    hide();
  });

  /* The first tap opens the card, its link and a second tap follow. */
  document.addEventListener("click", (event) => {
    const link = touched && event.target instanceof Element && event.target.closest(TERM);
    if (link && link !== shown && show(link)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("scroll", (event) => {
    if (event.target !== document && event.target.contains(shown)) hide();
  }, true);
  addEventListener("resize", hide);

  /* Tell assistive technology where each term is defined, before any card is open. */
  function start() {
    hide();
    for (const link of document.querySelectorAll(TERM)) {
      const found = definition(link);
      if (!found) continue;
      const { text } = found;
      text.id = text.id || `${found.name.id || text.parentElement.id}-text`;
      link.setAttribute("aria-describedby", text.id);
    }
  }

  onPage(start);
}
