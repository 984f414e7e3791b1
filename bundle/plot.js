// What newscrawl/browse/static/plot.js holds of Observable Plot: marks that are drawn from numbers as they come.
// Sums are made on the server, so that the table behind a plot tells the same: no transforms are needed here.
export {
  areaY,
  axisX,
  axisY,
  barX,
  barY,
  cell,
  dot,
  gridX,
  gridY,
  lineY,
  plot,
  rectX,
  rectY,
  ruleX,
  ruleY,
  text,
} from "@observablehq/plot";
