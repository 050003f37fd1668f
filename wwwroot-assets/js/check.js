// Browser functions of the Check page: a draft that outlives the circuit, the focus, and the clipboard.
const DraftKey = "fraudweb-check-draft";

// In session storage, which survives a reload and a restart of the server, belongs to one tab, and is deleted with it.
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

// Focuses the first field, unless another control has the focus or an on-screen keyboard would appear.
export function welcome(id) {
  const busy = document.activeElement && !document.activeElement.matches("body, h1, main");
  if (!busy && !matchMedia("(pointer: coarse)").matches) focus(id);
}

// On a phone the result is below the form.
export function reveal(element) {
  const { top } = element.getBoundingClientRect();
  if (top > innerHeight * 0.6) element.scrollIntoView({ block: "start", behavior: "smooth" });
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers allow it only over https and on localhost.
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
  // The page may have been left meanwhile.
  form?.addEventListener("keydown", step);

  // Values that were typed while the connection was lost are only in the form, so they are sent again after a reconnect.
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
