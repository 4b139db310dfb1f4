"use strict";
/* Tables: a click on a head sorts, a search box filters. Without this script they are plain tables. */
const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const say = document.getElementById("said");

for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) continue;
  const heads = [...table.tHead.rows[0].cells];

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const isNumber = head.classList.contains("number");
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const order = was ? (was === "ascending" ? "descending" : "ascending") : isNumber ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column])]));
      rows.sort((one, other) => {
        const a = keys.get(one), b = keys.get(other);
        if (a === "" || b === "") return (a === "") - (b === "");
        return sign * (typeof a === "number" && typeof b === "number" ? a - b : words.compare(a, b));
      });
      body.append(...rows);
      say.textContent = `Sorted by ${button.textContent}, ${order}`;
    });
  });

  if (rows.length < 8) continue;
  const label = document.createElement("label");
  const box = document.createElement("input");
  const found = document.createElement("span");
  label.className = "search";
  box.type = "search";
  const where = document.createElement("span");
  where.className = "for-readers";
  where.textContent = ` in “${table.caption.textContent.trim()}”`;
  label.append("Search", where, box);
  found.className = "found";
  const texts = rows.map((row) => [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase());
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      const kept = new Set(texts.keys());
      texts.forEach((text, number) => wanted.every((word) => text.includes(word)) || kept.delete(number));
      original.forEach((row, number) => { row.hidden = !kept.has(number); shown += kept.has(number); });
      found.textContent = wanted.length ? `${shown} of ${rows.length} rows` : "";
      say.textContent = found.textContent;
    }, 120);
  });
  const original = [...rows];
  const line = document.createElement("p");
  line.className = "tools";
  line.append(label, found);
  table.parentElement.before(line);
}

function keyOf(cell) {
  const text = cell.textContent.trim();
  if (text === "") return "";
  return cell.dataset.key === undefined ? text : Number(cell.dataset.key);
}

/* On paper everything is open. */
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
