// Before anything is drawn: the theme that the reader chose last, where one was chosen.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* storage is closed: the system's theme it is */ }
})();
