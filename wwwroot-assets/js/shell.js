// Browser functions of the layout: theme, navigation menu, and a lost connection. Listeners are on the document, so that they
// survive Blazor's re-rendering.
const root = document.documentElement;

// Theme. With the cookie, the server renders the right one at once (PageTheme.cs).
function switchTheme() {
  const dark = root.dataset.theme === "dark" || (root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const next = dark ? "light" : "dark";
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `fraudweb-theme=${next}; path=/; max-age=31536000; samesite=lax${secure}`;
  for (const sheet of document.querySelectorAll("link[data-theme-sheet]")) {
    sheet.media = sheet.dataset.themeSheet === next ? "all" : "not all";
  }
  root.dataset.theme = next;
}

// The navigation menu on a phone.
function setMenu(open) {
  if (open) root.dataset.menu = "open";
  else delete root.dataset.menu;
  document.querySelector("[data-menu]")?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#navigation a:not(.brand)")?.focus();
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest?.(selector);
  if (at("[data-theme-switch]")) switchTheme();
  else if (at("[data-menu]")) setMenu(root.dataset.menu !== "open");
  else if (at("[data-menu-close]") || at("#navigation a")) setMenu(false);
  else if (at("[data-reconnect]")) reconnect();
  else if (at("[data-skip]")) {
    // Without the fragment, which <base href="/"> would turn into a link to the start page.
    event.preventDefault();
    document.querySelector("#content")?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.menu === "open") {
    setMenu(false);
    document.querySelector("[data-menu]")?.focus();
  }
});

// An unused session ends after a while. Live pages refresh by themselves, so only clicks and key presses are reported as use.
let told = Date.now();

function used() {
  if (Date.now() - told > 15_000 && document.querySelector("details.user")) {
    told = Date.now();
    fetch("/session").catch(() => {});
  }
}

for (const hand of ["pointerdown", "keydown"]) document.addEventListener(hand, used, { capture: true, passive: true });

// A form of a static page is submitted once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "sent";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A lost connection. The Blazor script sets its state as a class on the dialog.
const dialog = document.querySelector("#components-reconnect-modal");
const shell = document.querySelector("#shell");
let focused = null;
let retry = 0;

async function reconnect() {
  try {
    // False: the server responds, but no longer has the circuit.
    if ((await globalThis.Blazor.reconnect()) === false) location.reload();
  } catch {
    // The server does not respond yet; the timer retries.
  }
}

function connectionChanged() {
  const is = (state) => dialog.classList.contains(`components-reconnect-${state}`);
  if (is("rejected")) {
    location.reload();
    return;
  }
  const lost = is("show") || is("failed");
  if (lost && !shell.inert) focused = document.activeElement;
  if (shell.inert !== lost) {
    shell.inert = lost;
    if (!lost) focused?.focus?.();
  }
  clearInterval(retry);
  if (is("failed")) retry = setInterval(reconnect, 5000);
}

if (dialog) new MutationObserver(connectionChanged).observe(dialog, { attributeFilter: ["class"] });
