// Steps through the looks of a front page by keys.
"use strict";

const steps = {
  ArrowLeft: "previous look", ArrowRight: "next look", p: "previous change", n: "next change",
  "Shift+ArrowLeft": "previous day", "Shift+ArrowRight": "next day",
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, .scroll")) return;
  const step = steps[(event.shiftKey ? "Shift+" : "") + event.key];
  const link = step && document.querySelector(`a[data-step="${step}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
