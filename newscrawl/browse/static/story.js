// Times in the reader's own zone beside the site's; tooltips that Escape closes; sources that open when asked for.
"use strict";

const shown = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
for (const element of document.querySelectorAll("time.when")) {
  const moment = new Date(element.getAttribute("datetime"));
  if (element.getAttribute("datetime").length <= 10 || Number.isNaN(moment.getTime())) continue;
  const yours = shown.format(moment).replace("Sept", "Sep");
  if (element.textContent.trim().startsWith(yours)) continue;
  const utc = element.nextElementSibling?.classList.contains("utc") ? element.nextElementSibling : element;
  if (utc !== element && yours.endsWith(utc.textContent.trim().slice(-10, -5))) continue; // the reader lives by UTC
  const sameDay = element.textContent.trim().startsWith(yours.slice(0, -5));
  const span = document.createElement("span");
  span.className = "zone yours";
  span.textContent = `${sameDay ? yours.slice(-5) : yours} your time`;
  utc.after(" ", span);
}

for (const whence of document.querySelectorAll(".whence")) {
  whence.addEventListener("pointerleave", () => whence.classList.remove("shut"));
  whence.addEventListener("focusout", () => whence.classList.remove("shut"));
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const whence of document.querySelectorAll(".whence:hover, .whence:focus-within")) whence.classList.add("shut");
});

const sources = document.getElementById("sources");
const open = () => {
  const target = location.hash.startsWith("#source-") && document.getElementById(location.hash.slice(1));
  if (!target || !sources.contains(target)) return;
  sources.open = true;
  target.scrollIntoView({ block: "center" });
};
if (sources) {
  addEventListener("hashchange", open);
  open();
}
