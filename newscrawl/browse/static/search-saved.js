// Saved searches: kept in this browser alone, each with the last version of the archive that its reader has seen.
"use strict";

(() => {
  const KEY = "newscrawl.searches";
  const here = document.querySelector("[data-saved]");
  const section = document.querySelector("[data-list]");
  const save = document.querySelector("[data-save]");
  const said = document.querySelector("[data-said]");
  if (!here || !section) return;
  const { query, name, last } = here.dataset;

  // [{ name, query, seen }]; whatever else stands there is not ours.
  const read = () => {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => one && typeof one.name === "string" && typeof one.query === "string" && /^(\?|$)/.test(one.query)) : [];
  };
  const write = (searches) => localStorage.setItem(KEY, JSON.stringify(searches));
  const change = (address, how) => {
    write(read().flatMap((one) => (one.query === address ? how(one) : [one])));
    draw();
  };
  const tell = (text) => { said.textContent = text; };

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const order = (address) => `${address}${address ? "&" : "?"}order=archived`;

  const row = (search) => {
    const link = element("a", { href: `/search${order(search.query)}`, textContent: search.name, dir: "auto" });
    const fresh = element("span", { className: "new" });
    fresh.dataset.query = search.query;
    const rename = element("button", { type: "button", textContent: "Rename" });
    const remove = element("button", { type: "button", textContent: "Remove" });
    rename.setAttribute("aria-label", `Rename ${search.name}`);
    remove.setAttribute("aria-label", `Remove ${search.name}`);
    const feed = element("a", { href: `/search.rss${search.query}`, textContent: "Feed" });
    feed.setAttribute("aria-label", `Feed of ${search.name}`);
    const deeds = element("div", { className: "deeds" }, feed, rename, remove);
    const item = element("li", { className: "kept" }, element("div", {}, link, fresh), deeds);
    remove.addEventListener("click", () => {
      change(search.query, () => []);
      tell(`“${search.name}” is removed.`);
      (section.hidden ? save : section.querySelector("li a")).focus();
    });
    rename.addEventListener("click", () => {
      const box = element("input", { value: search.name, maxLength: 100, required: true });
      box.setAttribute("aria-label", "Name of the search");
      const form = element("form", {}, box, element("button", { type: "submit", textContent: "OK" }));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        change(search.query, (one) => [{ ...one, name: box.value.trim() || one.name }]);
      });
      box.addEventListener("keydown", (event) => { if (event.key === "Escape") draw(); });
      item.replaceChildren(form);
      box.focus();
      box.select();
    });
    return item;
  };

  const count = async (searches) => {
    for (const search of searches) {
      const address = `/search/count.json${search.query}${search.query ? "&" : "?"}after=${Number(search.seen) || 0}`;
      try {
        const answer = await fetch(address);
        if (!answer.ok) continue;
        const { new: fresh, more } = await answer.json();
        for (const place of section.querySelectorAll(".new")) {
          if (place.dataset.query === search.query) place.textContent = fresh ? `${fresh}${more ? "+" : ""} new` : "";
        }
      } catch (error) { /* the reading room is closed: the list stays as it is */ }
    }
  };

  const opml = (searches) => {
    const link = document.querySelector("[data-opml]");
    const made = document.implementation.createDocument(null, "opml");
    const add = (parent, tag, attributes = {}, text = "") => {
      const child = made.createElement(tag);
      for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, value);
      child.textContent = text;
      return parent.appendChild(child);
    };
    made.documentElement.setAttribute("version", "2.0");
    add(add(made.documentElement, "head"), "title", {}, "Searches of newscrawl");
    const body = add(made.documentElement, "body");
    for (const { name: text, query: address } of searches) {
      const feed = { type: "rss", text, title: text, xmlUrl: `${location.origin}/search.rss${address}`, htmlUrl: `${location.origin}/search${address}` };
      add(body, "outline", feed);
    }
    const text = `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: "text/x-opml" }));
    link.hidden = false;
  };

  const draw = () => {
    const searches = read();
    section.hidden = !searches.length;
    section.querySelector("ul").replaceChildren(...searches.map(row));
    save.hidden = searches.some((one) => one.query === query);
    if (searches.length) opml(searches);
    return count(searches);
  };

  for (const place of document.querySelectorAll("[data-language]")) {
    try {
      place.textContent = new Intl.DisplayNames("en", { type: "language" }).of(place.dataset.language);
    } catch (error) { /* no language: its code stays */ }
  }

  try {
    write(read().map((one) => (one.query === query ? { ...one, seen: Number(last) } : one)));
    draw();
  } catch (error) {
    return; // storage is closed, or full: the feed's link remains
  }
  save.addEventListener("click", () => {
    write([...read(), { name, query, seen: Number(last) }]);
    draw();
    tell("Saved. This page tells how many are new when you come back.");
    section.querySelector("li:last-child a").focus();
  });
})();
