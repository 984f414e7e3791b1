// What all pages have: the theme's switch, keys ("/" for the search box) and a switch for them, times in the reader's own zone.
"use strict";

const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  const tell = () => themeSwitch.setAttribute("aria-pressed", String(dark()));
  themeSwitch.hidden = false;
  tell();
  themeSwitch.addEventListener("click", () => {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    tell();
    try { localStorage.setItem("theme", theme); } catch (error) { /* for this page alone, then */ }
    document.dispatchEvent(new CustomEvent("themechange"));
  });
}

// Single keys may be switched off (WCAG 2.1.4): who speaks to their computer would set them off by talking.
const KEYS = "newscrawl.keys";
let singleKeys = true;
try { singleKeys = localStorage.getItem(KEYS) !== "off"; } catch (error) { /* storage is closed: they work */ }

/** Has keys do something, wherever nothing is being typed: {"n": deed, "ArrowLeft": deed, "Shift+ArrowLeft": deed}. */
const shortcuts = (deeds) => document.addEventListener("keydown", (event) => {
  const single = event.key.length === 1;
  const deed = deeds[(event.shiftKey && !single ? "Shift+" : "") + event.key];
  if (!deed || event.ctrlKey || event.metaKey || event.altKey || (single && !singleKeys)) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (!single && event.target.closest(".scroll")) return; // where arrow keys scroll
  event.preventDefault();
  deed();
});

const searchBox = document.querySelector("[role=search] input[type=search]");
if (searchBox) shortcuts({ "/": () => { searchBox.focus(); searchBox.select(); } });

const keySwitch = document.querySelector("[data-single-keys]");
const tellKeys = () => {
  for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = hint.dataset.keys === "single" && !singleKeys;
  if (singleKeys) searchBox?.setAttribute("aria-keyshortcuts", "/");
  else searchBox?.removeAttribute("aria-keyshortcuts");
  keySwitch.checked = singleKeys;
};
if (keySwitch) {
  tellKeys();
  keySwitch.addEventListener("change", () => {
    singleKeys = keySwitch.checked;
    tellKeys();
    try { localStorage.setItem(KEYS, singleKeys ? "on" : "off"); } catch (error) { /* for this page alone, then */ }
  });
}

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
for (const element of document.querySelectorAll("time[data-local]")) {
  const stamp = element.getAttribute("datetime");
  if (stamp.length > 10 && !Number.isNaN(Date.parse(stamp))) {
    element.title = `${clock.format(new Date(stamp))}, your time`;
  }
}
