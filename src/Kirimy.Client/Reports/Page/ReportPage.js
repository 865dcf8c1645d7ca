"use strict";
// Until the rows are counted and the first page of them is laid out, the style sheet keeps them from being laid out at all.
document.documentElement.className = "js";
const TIME = 0;
const STATUS = 4;
document.addEventListener("DOMContentLoaded", () => {
  const table = document.getElementById("messages");
  const body = document.getElementById("rows");
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const size = document.getElementById("size");
  const previous = document.getElementById("previous");
  const next = document.getElementById("next");
  const shown = document.getElementById("shown");
  const headers = Array.from(table.tHead.rows[0].cells);
  const order = table.dataset.order.split(" ");
  const language = document.documentElement.lang;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const number = new Intl.NumberFormat(language).format;

  const all = Array.from(body.rows, (row) => ({ row, status: row.dataset.s, words: null, keys: [] }));
  let found = all;
  let page = 0;

  // What a person may look for in a row; read when it is first needed.
  const words = (item) => {
    if (item.words === null) {
      const parts = Array.from(item.row.cells, (cell) => (cell.querySelector(".text") || cell).textContent);
      item.words = parts.join("\n").toLowerCase();
    }
    return item.words;
  };

  const key = (item, column) => {
    if (item.keys[column] === undefined) {
      const cell = item.row.cells[column];
      const time = column === TIME && cell.querySelector("time");
      item.keys[column] = time ? Date.parse(time.dateTime) : column === TIME ? 0 : column === STATUS ? order.indexOf(item.status) : cell.textContent;
    }
    return item.keys[column];
  };

  const show = (everything) => {
    const rows = everything === true || size.value === "0" ? Math.max(found.length, 1) : Number(size.value);
    const first = everything === true ? 0 : page * rows;
    const part = found.slice(first, first + rows);
    body.replaceChildren(...part.map((item) => item.row));
    body.className = "ready";
    shown.textContent =
      part.length === 0
        ? shown.dataset.none
        : shown.dataset.text
            .replace("{0}", number(first + 1))
            .replace("{1}", number(first + part.length))
            .replace("{2}", number(found.length));
    previous.disabled = first === 0;
    next.disabled = first + rows >= found.length;
  };

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    // A number may be looked for as people write it.
    const digits = /^[+\d][\d\s().-]*$/.test(wanted) ? wanted.replace(/\D/g, "") : "";
    found = all.filter(
      (item) =>
        (status.value === "" || item.status === status.value) &&
        (wanted === "" || words(item).includes(wanted) || (digits.length > 2 && words(item).includes(digits)))
    );
    page = 0;
    show();
  };

  const sort = (column) => {
    const up = headers[column].getAttribute("aria-sort") !== "ascending";
    headers.forEach((header, i) => header.setAttribute("aria-sort", i !== column ? "none" : up ? "ascending" : "descending"));
    const sign = up ? 1 : -1;
    const byText = column !== TIME && column !== STATUS;
    all.sort((a, b) => sign * (byText ? compare(key(a, column), key(b, column)) : key(a, column) - key(b, column)));
    filter();
  };

  const turn = (by) => {
    page += by;
    show();
    if (table.getBoundingClientRect().top < 0) {
      table.scrollIntoView();
    }
  };

  headers.forEach((header, i) => header.firstElementChild.addEventListener("click", () => sort(i)));
  search.addEventListener("input", filter);
  search.form.addEventListener("submit", (event) => event.preventDefault());
  status.addEventListener("change", filter);
  size.addEventListener("change", () => {
    page = 0;
    show();
  });
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  body.addEventListener("click", (event) => {
    if (event.target.className === "more") {
      const open = event.target.getAttribute("aria-expanded") !== "true";
      event.target.setAttribute("aria-expanded", String(open));
      event.target.textContent = open ? table.dataset.less : table.dataset.more;
      event.target.previousElementSibling.classList.toggle("clip", !open);
    }
  });
  window.addEventListener("beforeprint", () => show(true));
  window.addEventListener("afterprint", () => show());
  // What went wrong comes first.
  sort(STATUS);
});
