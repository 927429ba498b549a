// Events by time as bars, with a brush over days: drag to choose, double click to take the choice back. With the
// keyboard the two date fields of the form do the same.
const NS = "http://www.w3.org/2000/svg";
const make = (name, attributes, parent) => {
  const node = document.createElementNS(NS, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  parent?.append(node);
  return node;
};
const day = (text) => Date.parse(text + "T00:00:00Z") / 864e5;
// Where years, months or days begin, as far apart as their words need.
const STEPS = [[0, 0, 1], [0, 0, 2], [0, 0, 5], [0, 0, 10], [0, 1, 0], [0, 3, 0], [0, 6, 0], [1, 0, 0], [2, 0, 0], [5, 0, 0], [10, 0, 0], [20, 0, 0], [50, 0, 0], [100, 0, 0]];
function ticks(first, last, most) {
  const [from, to] = [first, last].map((d) => new Date(d * 864e5));
  for (const [years, months, days] of STEPS) {
    if ((last - first) / (years * 365.25 + months * 30.4 + days) > most) continue;
    const found = [];
    let at = years ? new Date(Date.UTC(Math.ceil(from.getUTCFullYear() / years) * years, 0, 1))
      : new Date(Date.UTC(from.getUTCFullYear(), months ? Math.floor(from.getUTCMonth() / months) * months : from.getUTCMonth(), 1));
    while (at <= to) {
      if (at >= from) found.push([at / 864e5, at.toISOString().slice(0, years ? 4 : months ? 7 : 10)]);
      const next = new Date(at);
      if (years) next.setUTCFullYear(at.getUTCFullYear() + years);
      else if (months) next.setUTCMonth(at.getUTCMonth() + months);
      // Steps of days begin anew with each month.
      else if (at.getUTCDate() + days > 28 && days > 1) next.setUTCMonth(at.getUTCMonth() + 1, 1);
      else next.setUTCDate(at.getUTCDate() + days);
      at = next;
    }
    return found;
  }
  return [];
}
const iso = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);

export function openTimeline(svg, chosen) {
  let first = 0, last = 1, start = null, width = 1000, drawn = null;
  const height = 110, foot = 18;
  const x = (d) => ((d - first) / (last - first)) * width;
  const at = (pointer) => {
    const box = svg.getBoundingClientRect();
    return first + ((pointer.clientX - box.left) / box.width) * (last - first);
  };
  const brush = make("rect", { class: "brush", y: 0, height: height - foot, width: 0 });

  svg.addEventListener("pointerdown", (pointer) => { start = at(pointer); svg.setPointerCapture(pointer.pointerId); });
  svg.addEventListener("pointermove", (pointer) => {
    if (start === null) return;
    const [from, to] = [start, at(pointer)].sort((a, b) => a - b);
    brush.setAttribute("x", x(from));
    brush.setAttribute("width", Math.max(0, x(to) - x(from)));
  });
  svg.addEventListener("pointerup", (pointer) => {
    if (start === null) return;
    const [from, to] = [start, at(pointer)].sort((a, b) => a - b);
    start = null;
    if (Math.abs(x(to) - x(from)) > 4) chosen(iso(Math.floor(from)), iso(Math.floor(to)));
  });
  svg.addEventListener("dblclick", () => chosen(null, null));
  new ResizeObserver(() => drawn && svg.clientWidth !== width && draw(...drawn)).observe(svg);

  function draw(answer, from, to) {
    drawn = [answer, from, to];
    width = svg.clientWidth || 1000;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren();
    const bins = answer.bins;
    make("title", {}, svg).textContent = bins.length
      ? `Events by ${answer.unit}, ${bins[0].from} to ${bins[bins.length - 1].to}; ${answer.undated} without a date`
      : "No dated events in this view";
    if (bins.length === 0) {
      make("text", { x: width / 2, y: height / 2, "text-anchor": "middle" }, svg).textContent = "No dated events in this view";
      return;
    }
    first = day(bins[0].from);
    last = day(bins[bins.length - 1].to) + 1;
    // A few days alone are bars, not a wall.
    const spare = Math.max(0, 31 - (last - first)) / 2;
    first -= Math.floor(spare);
    last += Math.ceil(spare);
    const most = Math.max(...bins.map((bin) => bin.count), 1);
    const head = 16;
    for (const bin of bins) {
      const tall = (bin.count / most) * (height - foot - head);
      const out = (from && bin.to < from) || (to && bin.from > to);
      const bar = make("rect", {
        class: out ? "bar out" : "bar", x: x(day(bin.from)), width: Math.max(1, x(day(bin.to) + 1) - x(day(bin.from)) - 1),
        y: height - foot - tall, height: tall,
      }, svg);
      make("title", {}, bar).textContent = `${bin.from.slice(0, { year: 4, month: 7 }[answer.unit] ?? 10)}: ${bin.count}`;
    }
    for (const [when, words] of ticks(first, last, width / 90)) {
      make("line", { class: "tick", x1: x(when), x2: x(when), y1: height - foot, y2: height - foot + 4 }, svg);
      const end = x(when) < 30 ? "start" : x(when) > width - 30 ? "end" : "middle";
      make("text", { x: x(when), y: height - 3, "text-anchor": end }, svg).textContent = words;
    }
    make("text", { x: width - 2, y: 10, "text-anchor": "end" }, svg).textContent = `${most.toLocaleString("en")} at most in a ${answer.unit}`;
    brush.setAttribute("x", from ? x(day(from)) : 0);
    brush.setAttribute("width", from && to ? Math.max(0, x(day(to) + 1) - x(day(from))) : 0);
    svg.append(brush);
  }
  return { draw };
}
