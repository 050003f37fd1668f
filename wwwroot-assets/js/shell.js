// What the frame of every page needs from the browser: theme, folded navigation, and a lost connection. Listeners stand on the
// document, so that they outlive whatever Blazor renders anew.
const root = document.documentElement;

// Theme: the cookie lets the server render the right one at once (PageTheme.cs).
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

// Navigation on a phone.
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
    // Not by the fragment: with <base href="/"> it would lead to the start page.
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

// A session ends when nobody has done anything for a while. What a page draws by itself is nobody's doing, so a hand on it is told.
let told = Date.now();

function used() {
  if (Date.now() - told > 15_000 && document.querySelector("details.user")) {
    told = Date.now();
    fetch("/session").catch(() => {});
  }
}

for (const hand of ["pointerdown", "keydown"]) document.addEventListener(hand, used, { capture: true, passive: true });

// A form of an ordinary page is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "sent";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A lost connection. The Blazor script says how it stands by a class on the dialog.
const dialog = document.querySelector("#components-reconnect-modal");
const shell = document.querySelector("#shell");
let focused = null;
let retry = 0;

async function reconnect() {
  try {
    // False: the server answers and does not know us any more.
    if ((await globalThis.Blazor.reconnect()) === false) location.reload();
  } catch {
    // It does not answer yet; the timer tries on.
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
