// Comfort for readers who allow scripts; the page is whole without it. No eval, no requests, nothing kept.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);

  // Contents: open beside the text where there is room for them, folded where there is not.
  const contents = document.querySelector(".wb-contents details");
  const roomy = window.matchMedia("(min-width: 76rem)");
  const unfold = () => { if (contents) contents.open = roomy.matches; };
  roomy.addEventListener("change", unfold);
  unfold();

  // Code: one switch for all of it.
  for (const button of all(".wb-code-toggle")) {
    const codes = all(".wb-code", button.closest(".wb-page") || document);
    if (!codes.length) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(show));
      button.textContent = show ? "Hide all code" : "Show all code";
      for (const code of codes) code.open = show;
    });
  }

  // What a link leads to is shown even where it was folded away or filtered out.
  const reveal = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    if (target.matches("details")) target.open = true;
    for (let box = target.parentElement; box; box = box.parentElement) if (box.matches("details")) box.open = true;
    if (target.matches("tr[hidden]")) {
      const filter = target.closest(".wb-table-box").previousElementSibling.querySelector("input");
      filter.value = "";
      filter.dispatchEvent(new Event("input"));
    }
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Tables: sort by a column, filter by words.
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
  };
  const compare = (a, b) => {
    const numbers = [Number(a), Number(b)];
    return a !== "" && b !== "" && numbers.every(Number.isFinite) ? numbers[0] - numbers[1] : order.compare(a, b);
  };
  const sortBy = (table, header, column) => {
    const falling = header.getAttribute("aria-sort") === "ascending";
    for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => [valueOf(row, column), row]);
    rows.sort(([a], [b]) => (a === "") - (b === "") || (falling ? compare(b, a) : compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  };
  const addSorting = (table) => {
    all("thead th", table).forEach((header, column) => {
      if (!header.textContent.trim()) return;
      const button = make("button", { type: "button", className: "wb-sort", textContent: header.textContent });
      button.addEventListener("click", () => sortBy(table, header, column));
      header.replaceChildren(button);
    });
  };
  const addFilter = (table) => {
    const rows = Array.from(table.tBodies[0].rows, (row) => [row, row.textContent.toLocaleLowerCase()]);
    const label = make("label", { className: "wb-filter", textContent: "Filter the rows " });
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const count = make("output", { className: "wb-count" });
    const update = () => {
      const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    };
    input.addEventListener("input", update);
    label.append(input, " ", count);
    table.closest(".wb-table-box").before(label);
  };
  for (const table of all(".wb-table-box > table")) {
    if (!table.tBodies.length || table.tBodies[0].rows.length < 2) continue;
    addSorting(table);
    if (table.tBodies[0].rows.length >= 8) addFilter(table);
  }

  // Tooltips of charts: on hover and on focus, to be dismissed with Escape, and they stay while pointed at.
  const tip = document.getElementById("wb-tip");
  let leaving = 0;
  let pointed = null;
  const hide = () => { tip.hidden = true; pointed = null; };
  const place = (mark) => {
    const box = mark.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const middle = box.left + box.width / 2 - size.width / 2;
    const above = box.top - size.height - 8;
    tip.style.left = `${Math.max(8, Math.min(middle, document.documentElement.clientWidth - size.width - 8))}px`;
    tip.style.top = `${above > 8 ? above : Math.min(box.bottom + 8, window.innerHeight - size.height - 8)}px`;
  };
  const show = (mark, text) => {
    clearTimeout(leaving);
    tip.textContent = text;
    tip.hidden = false;
    pointed = mark;
    place(mark);
  };
  const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, 150); };
  for (const mark of all("a.wb-mark")) {
    const title = mark.querySelector(":scope > title");
    if (!title) continue;
    const text = title.textContent;
    mark.setAttribute("aria-label", text);
    title.remove(); // or the browser would show a second tooltip
    mark.addEventListener("pointerenter", () => show(mark, text));
    mark.addEventListener("focus", () => show(mark, text));
    mark.addEventListener("pointerleave", leave);
    mark.addEventListener("blur", hide);
  }
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", leave);
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("scroll", () => { if (pointed) place(pointed); }, { passive: true, capture: true });
})();
