/* Say what held on a day, from the periods and days that the page of a history names. */
function heldOn(states, day) {
  return states.find(({ slaFirst: first, slaLast: last }) => first && first <= day && (!last || day <= last)) ||
    states.find(({ slaFirst: first, slaRecorded: recorded }) => recorded <= day && (!first || first <= day));
}

onPage(() => {
  for (const form of document.querySelectorAll("form[data-sla-held]")) {
    const page = form.closest(".sla-page");
    const answer = form.querySelector("[role=status]");
    form.hidden = false;
    form.onsubmit = (event) => {
      event.preventDefault();
      const day = form.elements.day.value;
      const sections = [...page.querySelectorAll("[data-sla-recorded]")];
      const held = heldOn(sections.map((section) => section.dataset), day);
      const words = held ? held.slaAnswer : form.dataset.slaHeld;
      const shown = new Date(`${day}T00:00:00Z`)
        .toLocaleDateString(page.lang === "en" ? "en-GB" : page.lang, { dateStyle: "long", timeZone: "UTC" });
      answer.textContent = words.replace("{day}", () => shown);
      const link = held && sections.find((one) => one.dataset === held).querySelector(".sla-held-text");
      if (link) answer.append(" ", link.cloneNode(true));
    };
  }
});
