// Steps through the looks of a front page by keys.
"use strict";

const step = (name) => () => document.querySelector(`a[data-step="${name}"]`)?.click();

shortcuts({
  ArrowLeft: step("previous look"), ArrowRight: step("next look"), p: step("previous change"), n: step("next change"),
  "Shift+ArrowLeft": step("previous day"), "Shift+ArrowRight": step("next day"),
});
