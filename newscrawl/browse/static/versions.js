// The page of a story's versions: "n" and "p" go from change to change, and the link to a comparison can be copied.
"use strict";

const changes = [...document.querySelectorAll("[data-change]")];

const go = (step) => {
  const here = changes.findIndex((change) => change.contains(document.activeElement));
  // Nowhere yet: the first change that is below the window's top, or the last one above it.
  const below = changes.findIndex((change) => change.getBoundingClientRect().top > 8);
  const start = step > 0 ? (below < 0 ? changes.length : below) : (below < 0 ? changes.length : below) - 1;
  const next = changes[here < 0 ? start : here + step];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
};

shortcuts({ n: () => go(1), p: () => go(-1) });

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.querySelector("[data-permalink]").href);
      copy.textContent = "Copied";
    } catch (error) {
      copy.textContent = "Could not copy: use the link beside it";
    }
  });
}
