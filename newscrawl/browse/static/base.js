// What all pages have: the theme's switch, "/" for the search box, times in the reader's own zone.
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

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[role=search] input[type=search]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
  box.select();
});

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
for (const element of document.querySelectorAll("time[data-local]")) {
  const stamp = element.getAttribute("datetime");
  if (stamp.length > 10 && !Number.isNaN(Date.parse(stamp))) {
    element.title = `${clock.format(new Date(stamp))}, your time`;
  }
}
