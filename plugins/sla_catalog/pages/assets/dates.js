const DAY = 86400000;
const day = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/* Bring "in 22 days" up to date; the page was built on the day it names. */
function age(span, words) {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  const { slaKind: kind, slaDay: due, slaAsOf: built, slaAhead, slaPast } = span.dataset;
  const left = day(due) - today;
  if (Number.isNaN(left) || today <= day(built)) return;
  const side = left > 0 ? "ahead" : left < 0 ? "past" : "today";
  const one = Math.abs(left) === 1 ? words[`${kind}.${side}.one`] : "";
  const word = one || words[`${kind}.${side}`];
  const sentence = left < 0 ? slaPast : slaAhead;
  if (!word && !sentence) return;
  const distance = (word || "").replace("{days}", Math.abs(left));
  span.querySelector(".sla-distance-text").textContent =
    sentence ? sentence.replace("{distance}", () => distance) : distance;
  span.dataset.slaAlarm = left < 0 ? (kind === "review" ? "overdue" : "") :
    left <= words.near[kind] ? "near" : "";
}

function update() {
  for (const page of document.querySelectorAll("[data-sla-distances]")) {
    const words = JSON.parse(page.dataset.slaDistances);
    page.querySelectorAll(".sla-distance").forEach((span) => age(span, words));
  }
}

onPage(update);
document.addEventListener("sla-rows", update);
