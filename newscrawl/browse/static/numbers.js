// Draws the pictures of /numbers from the values that the page brings; their tables are there without it.

const source = document.getElementById("numbers-drawn");
const drawn = JSON.parse(source.textContent);
const {areaY, axisX, axisY, barX, barY, cell, dot, gridX, gridY, lineY, plot, rectY, ruleY, text} = await import(source.dataset.plot);

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const STATES = Object.keys(drawn.states);
const CELL = {rx: 2, inset: 0.5};
const DAY_MS = 86400000;
const number = new Intl.NumberFormat("en");
const monthName = (at) => MONTHS[at.getUTCMonth()].slice(0, 3);
const inWords = (at) => `${DAYS[(at.getUTCDay() + 6) % 7]}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
const stories = (count) => `${number.format(count)} ${count === 1 ? "story" : "stories"}`;
const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const percentTick = (share) => `${+(100 * share).toFixed(1)} %`;
const countTick = (count) => (Number.isInteger(count) ? number.format(Math.abs(count)) : "");
const address = (path, values) => `${path}?${new URLSearchParams(Object.entries(values).filter(([, value]) => value))}`;

/** A plot with a name for those who hear it. */
function picture(label, options) {
  const svg = plot({className: "drawing", ...options});
  const links = svg.querySelectorAll("a");
  svg.setAttribute("role", links.length ? "group" : "img");
  svg.setAttribute("aria-label", label);
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    group.dataset.part = group.getAttribute("aria-label");
    group.removeAttribute("aria-label");
  }
  for (const link of links) link.setAttribute("aria-label", link.querySelector("title").textContent);
  return svg;
}

/** A frame around a link of a plot. */
function ring(link) {
  const box = link.getBBox();
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const places = {x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 4, rx: 3, class: "ring", transform: link.parentNode.getAttribute("transform") ?? ""};
  for (const [name, value] of Object.entries(places)) frame.setAttribute(name, value);
  return frame;
}

/** One stop of the tab key for all links of a plot; arrow keys go from one to the next. `places`: where each stands. */
function walkable(svg, places, steps) {
  const links = new Map([...svg.querySelectorAll("a")].map((link, n) => [places[n], link]));
  if (!links.size) return svg;
  const last = Math.max(...places);
  for (const [place, link] of links) link.setAttribute("tabindex", place === last ? "0" : "-1");
  // An outline of its own would lie under the cells that are drawn later.
  svg.addEventListener("focusin", ({target}) => {
    if (target.matches(":focus-visible")) svg.append(ring(target), ring(target));
  });
  svg.addEventListener("focusout", () => svg.querySelectorAll(".ring").forEach((one) => one.remove()));
  svg.addEventListener("keydown", (event) => {
    const here = places.find((place) => links.get(place) === event.target.closest("a"));
    const step = steps[event.key];
    let there = {Home: Math.min(...places), End: last}[event.key];
    if (here === undefined || (!step && there === undefined) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (step) for (there = here + step; there >= 0 && there <= last && !links.has(there);) there += step;
    if (!links.has(there)) return;
    links.get(here).setAttribute("tabindex", "-1");
    links.get(there).setAttribute("tabindex", "0");
    links.get(there).focus();
  });
  return svg;
}

/** How pictures stand side by side where there are several: a class that numbers.css has, and the least width of each. */
function layout(name) {
  const months = drawn.months[1] - drawn.months[0] + 1;
  if (drawn.site || !{edits: drawn.edits.length > 1, coverage: drawn.coverage.length > 1 && months < 5}[name]) return ["", Infinity];
  return name === "coverage" && months > 2 ? ["pairs", 400] : ["many", 240];
}

/** Width of one of them. */
function column(name, width) {
  const columns = Math.max(1, Math.floor((width + 32) / (layout(name)[1] + 32)));
  return (width - 32 * (columns - 1)) / columns;
}

/** The class of a count, 1 to 4, by quarters of all counts. */
function classes(counts) {
  const ordered = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const bounds = [0.25, 0.5, 0.75].map((share) => ordered[Math.floor(share * (ordered.length - 1))]);
  return (count) => 1 + bounds.filter((bound) => count > bound).length;
}

function coverage(width) {
  return drawn.coverage.map(({site, days, late}) => {
    const classOf = classes(days);
    const begin = Date.UTC(drawn.year, 0, 1);
    const all = days.map((count, n) => {
      const at = new Date(begin + n * DAY_MS);
      const weekday = (at.getUTCDay() + 6) % 7;
      return {n, count, at, weekday, late: late.includes(n), day: at.toISOString().slice(0, 10), week: Math.floor((n - weekday + 6) / 7), month: at.getUTCMonth()};
    });
    const [first, last] = drawn.months;
    const shown = all.filter(({month}) => month >= first - 1 && month < last);
    const middle = Math.ceil((first - 1 + last) / 2);
    const halves = width < 560 && last - first > 5 ? [shown.filter(({month}) => month < middle), shown.filter(({month}) => month >= middle)] : [shown];
    const total = days.reduce((sum, count) => sum + Math.max(count, 0), 0);
    const title = drawn.site ? null : {words: site, href: address("/numbers", {site, year: drawn.year}), note: stories(total)};
    return {title, nodes: halves.map((half) => year(site, half, classOf, column("coverage", width)))};
  });
}

function year(site, days, classOf, width) {
  const first = days[0].week;
  const weeks = days.at(-1).week - first + 1;
  const size = Math.min(weeks > 27 ? 20 : 24, (width - 34) / weeks);
  const place = {x: ({week}) => week - first, y: "weekday"};
  const told = ({at, count, late}) => `${inWords(at)}: ${count < 0 ? "no run, no story" : count ? stories(count) : "a run, no story"}${late ? ", found later: no run" : ""}`;
  const full = days.filter(({count}) => count > 0);
  const svg = picture(`${site}, ${drawn.year}: stories by day of publication. Arrow keys go from day to day.`, {
    width: Math.ceil(size * weeks + 34), height: Math.ceil(size * 7 + 20),
    marginLeft: 32, marginRight: 2, marginTop: 20, marginBottom: 0,
    x: {type: "band", domain: Array.from({length: weeks}, (_, n) => n), padding: 0.1, axis: null},
    y: {type: "band", domain: [0, 1, 2, 3, 4, 5, 6], padding: 0.1, axis: null},
    marks: [
      text(days.filter(({at}) => at.getUTCDate() === 1), {x: place.x, text: ({at}) => monthName(at), frameAnchor: "top", textAnchor: "start", dx: -size / 2 + 1, dy: -16, fill: "var(--muted)"}),
      text([0, 2, 4], {y: (day) => day, text: (day) => DAYS[day].slice(0, 3), frameAnchor: "left", textAnchor: "end", dx: -6, fill: "var(--muted)"}),
      cell(days.filter(({count}) => count === null), {...place, ...CELL, fill: "var(--sunk)"}),
      cell(days.filter(({count}) => count === 0), {...place, ...CELL, inset: 1, fill: "var(--paper)", stroke: "var(--void)", title: told}),
      text(days.filter(({count}) => count < 0), {...place, text: () => "×", fontSize: Math.min(15, size), fontWeight: 600, fill: "var(--void)", title: told}),
      cell(full, {
        ...place, ...CELL, fill: ({count}) => `var(--heat-${classOf(count)})`, stroke: ({count}) => `var(--heat-${classOf(count) < 3 ? "edge" : classOf(count)})`,
        title: told, href: ({day}) => address("/search", {site, since: day, until: day}),
      }),
      dot(full.filter(({late}) => late), {...place, r: Math.max(1.5, size / 5.5), fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 1, className: "through"}),
    ],
    color: {type: "identity"},
  });
  return walkable(svg, full.map(({n}) => n), {ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7});
}

function rhythm(width) {
  const cells = drawn.rhythm.flatMap((hours, day) => hours.map((count, hour) => ({day, hour, count})));
  const most = Math.max(...cells.map(({count}) => count));
  const classOf = (count) => Math.max(1, Math.ceil((4 * count) / most));
  const size = Math.min(34, (width - 40) / 24);
  const every = size < 22 ? 6 : 3;
  const svg = picture(drawn.told.rhythm, {
    width: Math.ceil(size * 24 + 40), height: Math.ceil(Math.max(size, 20) * 7 + 22),
    marginLeft: 38, marginRight: 2, marginTop: 0, marginBottom: 22,
    x: {type: "band", padding: 0.08, domain: Array.from({length: 24}, (_, hour) => hour), axis: null},
    y: {type: "band", padding: 0.08, domain: [0, 1, 2, 3, 4, 5, 6], axis: null},
    marks: [
      text([0, 1, 2, 3, 4, 5, 6], {y: (day) => day, text: (day) => DAYS[day].slice(0, 3), frameAnchor: "left", textAnchor: "end", dx: -8, fill: "var(--muted)"}),
      text(Array.from({length: 24 / every}, (_, n) => n * every), {x: (hour) => hour, text: (hour) => `${String(hour).padStart(2, "0")}:00`, frameAnchor: "bottom", textAnchor: "start", dx: -size / 2 + 1, dy: 16, fill: "var(--muted)"}),
      cell(cells, {
        x: "hour", y: "day", ...CELL, rx: 3,
        fill: ({count}) => (count ? `var(--heat-${classOf(count)})` : "var(--paper)"),
        stroke: ({count}) => (count && classOf(count) > 2 ? `var(--heat-${classOf(count)})` : count ? "var(--heat-edge)" : "var(--rule)"),
        title: ({day, hour, count}) => `${DAYS[day]}, ${String(hour).padStart(2, "0")}:00 to ${String((hour + 1) % 24).padStart(2, "0")}:00: ${stories(count)}`,
      }),
    ],
    color: {type: "identity"},
  });
  return [{nodes: [svg]}];
}

function lengths(width) {
  return [{nodes: [drawn.site ? histogram(Math.min(width, 900)) : ranges(Math.min(width, 900))]}];
}

function histogram(width) {
  const all = drawn.bins.map((count, n) => ({count, from: n * 100, to: (n + 1) * 100, last: n === drawn.bins.length - 1}));
  const bars = all.slice(0, Math.max(5, 1 + all.findLastIndex(({count}) => count)));
  return picture(drawn.told.lengths, {
    width, height: 240, marginLeft: 46, marginRight: 10, marginBottom: 40, marginTop: 12,
    x: {domain: [0, bars.at(-1).to], label: null}, y: {label: null, nice: true},
    marks: [
      gridY({ticks: 4, stroke: "var(--rule)", strokeOpacity: 1}), axisY({ticks: 4, tickSize: 0, label: null, tickFormat: number.format}),
      axisX({ticks: [0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000].filter((words) => words <= bars.at(-1).to && (bars.length < 11 || words % 500 === 0)), tickSize: 0, label: "words →", tickFormat: (words) => (words < 2000 ? number.format(words) : "2,000+")}),
      rectY(bars, {x1: "from", x2: "to", y1: 0, y2: "count", insetLeft: 1, insetRight: 1, rx: 2, fill: "var(--archived)", title: ({from, to, last, count}) => `${last ? `more than ${number.format(from)}` : `${number.format(from + 1)} to ${number.format(to)}`} words: ${stories(count)}`}),
      ruleY([0], {stroke: "var(--muted)"}),
    ],
  });
}

function ranges(width) {
  const rows = drawn.lengths.map(({site, stories: count, shares: [low, lower, median, upper, high]}) => ({site, count, low, lower, median, upper, high}));
  const told = ({site, low, lower, median, upper, high}) => `${site}: median ${number.format(median)} words; half of the stories ${number.format(lower)} to ${number.format(upper)}; eight in ten ${number.format(low)} to ${number.format(high)}`;
  return picture(drawn.told.lengths, {
    width, height: rows.length * 46 + 42, marginLeft: 4, marginRight: 24, marginBottom: 36, marginTop: 6,
    x: {domain: [0, Math.max(...rows.map(({high}) => high))], nice: true, label: null},
    y: {type: "band", domain: rows.map(({site}) => site), axis: null, padding: 0},
    marks: [
      gridX({ticks: width < 500 ? 4 : 8, stroke: "var(--rule)", strokeOpacity: 1}), axisX({ticks: width < 500 ? 4 : 8, tickSize: 0, label: "words →", tickFormat: number.format}),
      text(rows, {y: "site", frameAnchor: "left", textAnchor: "start", dy: -9, dx: 2, text: ({site, count}) => `${site}  ·  ${stories(count)}`, stroke: "var(--paper)", strokeWidth: 4, fill: "currentColor"}),
      ruleY(rows, {y: "site", x1: "low", x2: "high", dy: 9, stroke: "var(--archived)", strokeWidth: 2, title: told}),
      barX(rows, {y: "site", x1: "lower", x2: "upper", insetTop: 26, insetBottom: 8, rx: 3, fill: "var(--archived)", fillOpacity: 0.55, title: told}),
      dot(rows, {y: "site", x: "median", dy: 9, r: 5, fill: "var(--paper)", stroke: "currentColor", strokeWidth: 2.5, title: told}),
    ],
  });
}

const SPANS = [[0.25, "15 min"], [1, "1 hour"], [24, "1 day"], [168, "1 week"], [720, "1 month"], [8760, "1 year"]];

function edits(width) {
  const top = Math.max(0.01, ...drawn.edits.map(({curve}) => curve.at(-1).share));
  return drawn.edits.filter(({curve}) => curve.length > 1).map(({site, watched, changed, curve}) => {
    const ends = curve.at(-1);
    const size = drawn.site ? Math.min(width, 900) : column("edits", width);
    const told = `${site}: ${percent(changed / watched)} of ${stories(watched)} changed`;
    const svg = picture(told, {
      width: size, height: drawn.site ? 280 : 170, marginLeft: 40, marginRight: 18, marginBottom: 26, marginTop: 12,
      x: {type: "log", domain: [curve[0].hours, ends.hours], label: null}, y: {domain: [0, top * 1.08], label: null},
      marks: [
        gridY({ticks: 3, stroke: "var(--rule)", strokeOpacity: 1}), axisY({ticks: 3, tickSize: 0, label: null, tickFormat: percentTick}),
        axisX({ticks: SPANS.map(([hours]) => hours).filter((hours) => hours <= ends.hours && (hours >= 1 || size > 400)), tickSize: 0, label: null, tickFormat: (hours) => SPANS.find(([span]) => span === hours)[1]}),
        drawn.edits.filter((other) => other.site !== site).map((other) => lineY(other.curve, {x: "hours", y: "share", stroke: "var(--void)", strokeOpacity: 0.35, strokeWidth: 1})),
        areaY(curve, {x: "hours", y1: 0, y2: "share", fill: "var(--archived)", fillOpacity: 0.14}),
        lineY(curve, {x: "hours", y: "share", stroke: "var(--archived)", strokeWidth: 2.5}),
        dot(curve, {x: "hours", y: "share", r: 3, fill: "var(--archived)", title: ({hours, share}) => `within ${hours < 1 ? `${60 * hours} minutes` : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`}: ${percent(share)}`}),
        ruleY([0], {stroke: "var(--muted)"}),
      ],
    });
    return {title: drawn.site ? null : {words: site, href: address("/numbers", {site}), note: `${percent(changed / watched)} of ${stories(watched)}`}, nodes: [svg]};
  });
}

/** Names of a row of days, months or years that have room for a label, and these labels. */
function labels({step, entries}, width) {
  const room = Math.max(1, Math.ceil(entries.length / (width / 64)));
  const stride = {day: [1, 2, 7, 14, 28], month: [1, 2, 3, 6, 12, 24, 60], year: [1, 2, 5, 10, 20, 50]}[step].find((size) => size >= room) ?? room;
  const order = (name, n) => (step === "day" ? n : step === "month" ? 12 * +name.slice(0, 4) + +name.slice(5) - 1 : +name);
  const ticks = entries.map(({name}) => name).filter((name, n) => order(name, n) % stride === 0);
  const told = (name) => {
    if (step === "year" || (step === "month" && stride >= 12)) return name.slice(0, 4);
    const at = new Date(`${name.padEnd(10, "-01")}T00:00Z`);
    return step === "day" ? `${at.getUTCDate()} ${monthName(at)}` : `${monthName(at)} ${name.slice(0, 4)}`;
  };
  return {ticks, tickFormat: told, tickSize: 0, label: null};
}

function bars(row, label, width, marks, top, bottom, told) {
  const fits = Math.min(width, Math.max(320, row.entries.length * 60 + 66));
  const svg = picture(`${label} Arrow keys go from one ${row.step} to the next.`, {
    width: fits, height: 260, marginLeft: 50, marginRight: 16, marginTop: 12, marginBottom: 28,
    x: {type: "band", domain: row.entries.map(({name}) => name), padding: row.entries.length > 60 ? 0.1 : 0.25, label: null},
    y: {domain: [bottom, top], nice: true, label: null},
    marks: [
      gridY({ticks: 4, stroke: "var(--rule)", strokeOpacity: 1}), axisY({ticks: 4, tickSize: 0, label: null, tickFormat: countTick}),
      axisX(labels(row, fits - 66)), ...marks, ruleY([0], {stroke: "var(--muted)"}),
      barY(row.entries.filter(({href}) => href), {x: "name", y1: bottom, y2: top, inset: -1, href: "href", title: told, fill: "transparent", className: "hit"}),
    ],
  });
  return walkable(svg, [...row.entries.keys()].filter((n) => row.entries[n].href), {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1});
}

function ledger(width) {
  const row = drawn.ledger;
  if (!row.entries.length) return [];
  const parts = row.entries.flatMap((entry) => {
    let sum = 0;
    return STATES.map((state) => ({name: entry.name, state, from: sum, to: (sum += entry[state])})).filter(({from, to}) => to > from);
  });
  const told = (entry) => `${entry.words}: ${number.format(entry.found)} found; ${STATES.filter((state) => entry[state]).map((state) => `${number.format(entry[state])} ${drawn.states[state]}`).join(", ")}`;
  const marks = [barY(parts, {x: "name", y1: "from", y2: "to", fill: ({state}) => `var(--${state})`, insetTop: 0.5})];
  return [{nodes: [bars(row, drawn.told.ledger, width, marks, Math.max(...row.entries.map(({found}) => found)), 0, told)]}];
}

function vanished(width) {
  const row = drawn.vanished;
  if (!row.entries.length) return [];
  const most = (field) => Math.max(...row.entries.map((entry) => entry[field]));
  const told = ({words, gone, restored}) => `${words}: ${number.format(gone)} vanished, ${number.format(restored)} came back`;
  const marks = [
    barY(row.entries, {x: "name", y1: 0, y2: "gone", fill: "var(--failed)"}),
    barY(row.entries, {x: "name", y1: ({restored}) => -restored, y2: 0, fill: "var(--archived)"}),
  ];
  return [{nodes: [bars(row, drawn.told.vanished, width, marks, Math.max(1, most("gone")), -most("restored"), told)]}];
}

function heading({words, href, note}) {
  const element = document.createElement("h3");
  const link = document.createElement("a");
  const beside = document.createElement("span");
  link.href = href;
  link.textContent = words;
  beside.textContent = note;
  element.append(link, beside);
  return element;
}

function draw(name, pictures) {
  const frame = document.querySelector(`#${name} .picture`);
  const plots = frame.querySelector(".plots");
  frame.hidden = false;
  const drawings = pictures(plots.clientWidth);
  frame.hidden = !drawings.length;
  plots.className = `plots ${layout(name)[0]}`;
  plots.replaceChildren(...drawings.map(({title, nodes}) => {
    const one = document.createElement("div");
    one.className = "one";
    one.append(...(title ? [heading(title)] : []), ...nodes);
    return one;
  }));
}

let width = 0;
function drawAll() {
  const now = document.getElementById("main").clientWidth;
  if (now === width) return;
  width = now;
  for (const [name, pictures] of Object.entries({coverage, rhythm, lengths, edits, ledger, vanished})) draw(name, pictures);
  document.documentElement.dataset.drawn = ""; // for tests
}

// Modules do not wait for style sheets, and without these nothing has its width.
if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, {once: true}));
new ResizeObserver(() => requestAnimationFrame(drawAll)).observe(document.getElementById("main"));
