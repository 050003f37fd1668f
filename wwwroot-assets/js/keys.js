// Keys of the page: an element with data-key="alt+n", "/" or "?" is clicked, or takes the focus when it is an input. Listeners stand on the
// document, once, so that they outlive what Blazor renders anew.
const name = (event) => {
  // With Alt some keyboards write another letter, so the place of the key counts.
  const key = event.altKey && event.code.startsWith("Key") ? event.code.slice(3) : event.key;
  return (event.altKey ? "alt+" : "") + key.toLowerCase();
};

function typing(event) {
  const at = event.target;
  // A question mark belongs into no number.
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

// Folded menus (details.menu) close on a choice, on a click elsewhere, and on Escape.
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
