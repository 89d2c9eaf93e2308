"use strict";
// Sorting and filtering of tables, and what older browsers do not open by themselves. Without it the page lacks nothing else.

const FILTERED_FROM = 9, SORTED_FROM = 3; // rows
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const MISSING = /^(–|—|-|not estimable.*|)$/;
const NUMBER = /^[<≤>≥≈]?\s?([-−+]?\d[\d,]*(?:\.\d+)?)/;

const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ");

// What a column is sorted by: its exact values where cells carry them, else the first number, else words and dates.
function keys(cells) {
  const texts = cells.map(text), known = texts.filter((one) => !MISSING.test(one));
  const exact = cells.map((cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? NaN : Number(cell.dataset.value)));
  const numeric = known.length > 0 && known.every((one) => NUMBER.test(one) && !/^\d{4}-\d\d/.test(one));
  return cells.map((cell, row) => {
    if (!Number.isNaN(exact[row])) return exact[row];
    if (cell.dataset.value === "" || MISSING.test(texts[row])) return null;
    return numeric ? Number(NUMBER.exec(texts[row])[1].replace("−", "-").replaceAll(",", "")) : texts[row];
  });
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}

function sort(table, header, rows) {
  const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort") || "none"];
  for (const other of header.parentNode.children) other.removeAttribute("aria-sort");
  const sign = next === "descending" ? -1 : 1, column = header.cellIndex, known = keys(rows.map((row) => row.cells[column]));
  const order = rows.map((_, place) => place);
  if (next !== "none") {
    header.setAttribute("aria-sort", next);
    order.sort((a, b) => (known[a] === null || known[b] === null ? (known[a] === null) - (known[b] === null) : sign * compare(known[a], known[b])));
  }
  table.tBodies[0].append(...order.map((place) => rows[place]));
}

function sortable(table, rows) {
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sort(table, header, rows));
  }
}

function filterable(table, rows, number) {
  const box = document.createElement("p"), label = document.createElement("label"), input = document.createElement("input");
  const told = document.createElement("output");
  let words = null; // of each row, read once they are asked for
  box.className = "filter";
  label.append("Filter rows ", input);
  Object.assign(input, { type: "search", id: `filter-${number}`, autocomplete: "off", spellcheck: false });
  told.htmlFor = input.id;
  told.textContent = `${rows.length} rows`;
  box.append(label, told);
  input.addEventListener("input", () => {
    words ||= rows.map((row) => text(row).toLowerCase());
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => words[place].includes(word));
      left += !row.hidden;
    });
    told.textContent = wanted.length ? `${left} of ${rows.length} rows` : `${rows.length} rows`;
  });
  (table.closest(".scroll") || table).before(box);
}

function enhance(table, number) {
  const rows = [...(table.tBodies[0] || { rows: [] }).rows], heads = table.tHead ? table.tHead.rows : [];
  if (table.tBodies.length !== 1 || heads.length !== 1 || rows.some((row) => row.cells.length !== heads[0].cells.length)) return;
  if (rows.length >= SORTED_FROM) sortable(table, rows);
  if (rows.length >= FILTERED_FROM) filterable(table, rows, number);
}

// A page can be used sooner if tables that are folded away wait until they are opened.
document.querySelectorAll("main table").forEach((table, place) => {
  const folded = table.closest("details:not([open])");
  if (folded) folded.addEventListener("toggle", () => enhance(table, place + 1), { once: true });
  else enhance(table, place + 1);
});

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
