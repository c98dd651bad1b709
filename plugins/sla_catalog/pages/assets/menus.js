/* Menus that fold out close when somebody goes on elsewhere, or presses Escape. */
const close = (except) => {
  for (const menu of document.querySelectorAll(".sla-menu[open]")) if (!except || !menu.contains(except)) menu.open = false;
};
document.addEventListener("pointerdown", (event) => close(event.target));
document.addEventListener("focusin", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".sla-menu[open]");
  if (!open) return;
  open.querySelector("summary").focus();
  open.open = false;
});
