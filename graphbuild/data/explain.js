"use strict";
// Tells below the document what the words under the pointer or in focus were read as, the inner first.
const panel = document.getElementById("reading");
function tell(event) {
  const lines = [];
  let mark = event.target.closest("mark");
  if (!mark) return;
  for (; mark; mark = mark.parentElement.closest("mark")) {
    const line = document.createElement("p");
    const [kind, ...rest] = mark.dataset.read.split(": ");
    const label = document.createElement("span");
    label.className = "swatch";
    label.textContent = kind;
    line.className = mark.className;
    line.append(label, " ", rest.join(": "));
    lines.push(line);
  }
  panel.replaceChildren(...lines);
  panel.hidden = false;
}
// With this script the panel takes the place of the browser's own tips.
for (const mark of document.querySelectorAll("mark")) {
  mark.dataset.read = mark.title;
  mark.setAttribute("aria-description", mark.title);
  mark.removeAttribute("title");
}
const text = document.getElementById("document");
text.addEventListener("mouseover", tell);
text.addEventListener("focusin", tell);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") panel.hidden = true; });
