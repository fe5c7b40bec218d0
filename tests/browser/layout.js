// Replaces the page by what it shows: for each table marked `data-grid` the slots and words of its cells, as JSON.
//
// Nothing is read of the markup's spans: a column is where a cell's left edge stands on the screen, a row where a
// cell's upper edge stands, and a cell has the slots that its box covers.
"use strict";

function edges(boxes, side) {
  return [...new Set(boxes.map((box) => Math.round(box[side])))].sort((a, b) => a - b);
}

function covered(lines, from, to) {
  return lines.flatMap((line, number) => (line >= Math.round(from) && line < Math.round(to) ? [number] : []));
}

function gridOf(table) {
  const cells = [...table.querySelectorAll("td, th")].filter((cell) => cell.closest("[data-grid]") === table)
    .filter((cell) => cell.closest("table") === table);
  const boxes = cells.map((cell) => cell.getBoundingClientRect());
  const columns = edges(boxes, "left");
  const rows = edges(boxes, "top");
  return cells.map((cell, number) => ({
    text: cell.innerText,
    rows: covered(rows, boxes[number].top, boxes[number].bottom),
    columns: covered(columns, boxes[number].left, boxes[number].right),
  }));
}

const shown = [...document.querySelectorAll("[data-grid]")].map(gridOf);
document.title = "shown";
document.body.textContent = JSON.stringify(shown);
