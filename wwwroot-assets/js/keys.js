// Keyboard shortcuts: the element with data-key="alt+n", "/" or "?" is clicked, or gets the focus if it is an input. Listeners are on the
// document, so that they survive Blazor's re-rendering.
const name = (event) => {
  // With Alt, some keyboards type another character, so the position of the key is used.
  const key = event.altKey && event.code.startsWith("Key") ? event.code.slice(3) : event.key;
  return (event.altKey ? "alt+" : "") + key.toLowerCase();
};

function typing(event) {
  const at = event.target;
  // A number can't contain a question mark.
  if (event.key === "?" && ["decimal", "numeric"].includes(at.inputMode)) return false;
  return !event.altKey && (at.isContentEditable || at.matches?.("textarea, select, input:not([type=radio], [type=checkbox])"));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    closeMenus(null, true);
    return;
  }
  if (typing(event)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(name(event))}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else target.click();
});

// Menus (details.menu) close on a choice, on a click elsewhere, and on Escape.
function closeMenus(except, focus) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu === except) continue;
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest?.("details.menu > summary");
  closeMenus(summary?.parentElement ?? null, false);
});
