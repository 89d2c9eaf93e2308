"use strict";
(() => {
  const find = document.getElementById("find"), told = document.getElementById("told");
  const box = find.elements.q, choices = [...find.querySelectorAll("select")];
  const parts = [...document.querySelectorAll("section.topic")];
  const MOST = 30; // reports for which it is shown in which sections the words are
  const plain = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const lines = words => words ? words.split("\n") : [];
  const entries = [...document.querySelectorAll(".topic li")].map(item => ({
    item, found: item.querySelector(".found"), page: item.dataset.page,
    words: plain([item.textContent, item.dataset.unseen, item.dataset.sections].join(" ")),
    facets: Object.fromEntries(choices.map(choice => [choice.name, lines(item.dataset[choice.name])])),
    sections: lines(item.dataset.sections).map((title, place) => ({title, words: plain(title), link: `${item.dataset.page}#section-${place + 1}`})),
  }));

  const wanted = () => Object.fromEntries([...new FormData(find)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));

  const tellWhere = (entry, words) => {
    const within = words.length ? entry.sections.filter(one => words.every(word => one.words.includes(word))).slice(0, 3) : [];
    entry.found.hidden = !within.length;
    if (within.length) entry.found.replaceChildren("In the sections: ", ...within.flatMap((one, place) => {
      const link = document.createElement("a");
      link.href = one.link;
      link.textContent = one.title;
      return place ? [", ", link] : [link];
    }));
  };

  const filter = () => {
    const {q = "", ...chosen} = wanted(), words = plain(q).split(/\s+/).filter(Boolean);
    const fits = entry => words.every(word => entry.words.includes(word))
      && Object.entries(chosen).every(([name, value]) => entry.facets[name].includes(value));
    const fitting = new Set(entries.filter(fits));
    for (const entry of entries) entry.item.hidden = !fitting.has(entry);
    for (const entry of fitting) tellWhere(entry, fitting.size > MOST ? [] : words);
    for (const part of parts) part.hidden = !part.querySelector("li:not([hidden])");
    const asked = q || Object.keys(chosen).length;
    told.textContent = !asked ? `${entries.length} reports` : fitting.size ? `${fitting.size} of ${entries.length} reports match`
      : `None of ${entries.length} reports matches; try fewer or shorter words`;
  };

  const remember = () => {
    const hash = new URLSearchParams(wanted()).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };

  const recall = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return;
    const kept = new URLSearchParams(hash);
    for (const field of [box, ...choices]) field.value = kept.get(field.name) ?? "";
    filter();
  };

  find.addEventListener("input", () => { filter(); remember(); });
  find.addEventListener("reset", () => setTimeout(() => { filter(); remember(); box.focus(); }));
  find.addEventListener("submit", event => {
    event.preventDefault();
    document.querySelector(".topic li:not([hidden]) a")?.focus();
  });
  addEventListener("hashchange", recall);
  find.hidden = false;
  recall();
})();
