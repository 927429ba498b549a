// The first page: map, timeline and table move together. The address holds the whole view, where the map stands
// included, so that a view can be sent to a colleague, and the back button works.
import { busy } from "./busy.mjs";
import { openMap } from "./map.mjs";
import { openTimeline } from "./timeline.mjs";

const form = document.querySelector("form.filters");
const results = document.getElementById("results");
const status = document.getElementById("status");
const unplaced = document.getElementById("unplaced");

// On a phone the form would fill the first screen: it is folded away there, and opens by its heading.
const fold = form.querySelector(".fold");
const phone = matchMedia("(max-width: 45rem)");
const fit = () => (fold.open = !phone.matches);
phone.addEventListener("change", fit);
fit();

const question = () => {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) kept.append(name, value);
  return kept;
};
const addressOf = (asked, page) => {
  const parts = new URLSearchParams(asked);
  if (page) parts.set("page", page);
  return parts.size === 0 ? "/" : "/?" + parts;
};

const failed = (error) => (status.textContent = "The record could not be read: " + error.message);
const asks = (work) => busy(work).catch(failed);

let asking = 0;
const show = (push, page) => asks(look(push, page));
async function look(push, page = null) {
  const asked = question();
  const address = addressOf(asked, page);
  // A change and the button that follows it are one step back, not two.
  if (push && address !== location.pathname + location.search) history.pushState(null, "", address);
  const mine = ++asking;
  status.textContent = "Reading the record…";
  // The table does not wait for the map, which may lie out of sight and not be drawn at all.
  if (map) asks(map.draw(asked, asked.has("at")));
  try {
    const [html, bins] = await Promise.all([
      fetch(address, { headers: { Accept: "text/html" } }).then((reply) => reply.ok ? reply.text() : reply.json().then((problem) => { throw new Error(problem.detail); })),
      fetch("/timeline.json?" + asked).then((reply) => reply.json()),
    ]);
    if (mine !== asking) return;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    results.replaceChildren(...fresh.getElementById("results").childNodes);
    timeline.draw(bins, asked.get("from"), asked.get("to"));
    status.textContent = "";
  } catch (error) {
    if (mine === asking) failed(error);
  }
}

const timeline = openTimeline(document.getElementById("timeline"), (from, to) => {
  form.elements.from.value = from ?? "";
  form.elements.to.value = to ?? "";
  show(true);
});

let map = null;
asks(openMap(document.getElementById("map"), new URLSearchParams(location.search).get("at"), {
  box(box) {
    form.elements.box.value = box;
    form.querySelector(".further").open = true;
    form.elements.at.value = "";
    show(true);
  },
  moved(at) {
    form.elements.at.value = at;
    history.replaceState(null, "", addressOf(question(), new URLSearchParams(location.search).get("page")));
  },
  asks,
  placed(answer) {
    unplaced.textContent = answer.unplaced > 0 ? answer.unplaced.toLocaleString("en") + " more have no point that is known; the table lists them." : "";
  },
}).then((opened) => {
  map = opened;
  return map?.draw(question(), question().has("at"));
}));

// A row and its point light each other: by the pointer, and by the keyboard's focus.
const lightRow = (happening) => {
  const row = happening.target.closest?.("tr[data-lat]");
  map?.light(row ? [[Number(row.dataset.lon), Number(row.dataset.lat)]] : []);
};
results.addEventListener("pointerover", lightRow);
results.addEventListener("pointerleave", () => map?.light([]));
results.addEventListener("focusin", lightRow);

const ask = () => {
  // Another question is another stretch of the map.
  form.elements.at.value = "";
  show(true);
};
form.addEventListener("submit", (happening) => {
  happening.preventDefault();
  ask();
});
form.addEventListener("change", ask);
// The address decides, not what the browser remembers of the fields.
const fill = () => {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
  return asked.get("page");
};
addEventListener("popstate", () => show(false, fill()));
fill();
// What the server has drawn already is not asked for again; the bins are.
asks(
  fetch("/timeline.json?" + question())
    .then((reply) => reply.json())
    .then((bins) => asking === 0 && timeline.draw(bins, question().get("from"), question().get("to"))),
);
