// What the Check page needs from the browser: a draft that outlives the circuit, the focus, the clipboard.
const DraftKey = "fraudweb-check-draft";

// In the session's storage: it outlives a reload and a restart of the server, is no other tab's, and is gone with the tab.
export const loadDraft = () => sessionStorage.getItem(DraftKey);

export const saveDraft = (json) => sessionStorage.setItem(DraftKey, json);

const reachable = (id) => {
  const element = document.getElementById(id);
  return element?.matches("input, select, [tabindex]") ? element : (element?.querySelector("input:checked") ?? element?.querySelector("input"));
};

export function focus(id) {
  const element = reachable(id);
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
}

// The first field, unless someone is elsewhere already or a keyboard would spring up on a screen.
export function welcome(id) {
  const busy = document.activeElement && !document.activeElement.matches("body, h1, main");
  if (!busy && !matchMedia("(pointer: coarse)").matches) focus(id);
}

// On a phone the answer stands below the form.
export function reveal(element) {
  const { top } = element.getBoundingClientRect();
  if (top > innerHeight * 0.6) element.scrollIntoView({ block: "start", behavior: "smooth" });
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers allow it on https and on this machine only.
    return false;
  }
}

export function attach(form) {
  const step = (event) => {
    const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const button = direction && event.target.closest(".number-box")?.querySelector(`[data-step=${direction}]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  // The page may have been left while this was on its way.
  form?.addEventListener("keydown", step);

  // What was typed while the connection was already gone stands in the form and nowhere else: it is told again.
  const dialog = document.querySelector("#components-reconnect-modal");
  const tellAgain = () => {
    if (!dialog.classList.contains("components-reconnect-hide")) return;
    for (const input of form.querySelectorAll("input.rz-textbox")) input.dispatchEvent(new Event("input", { bubbles: true }));
    for (const input of form.querySelectorAll("select, input:checked")) input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const watch = new MutationObserver(tellAgain);
  if (dialog && form) watch.observe(dialog, { attributeFilter: ["class"] });
  return { detach: () => watch.disconnect() };
}
