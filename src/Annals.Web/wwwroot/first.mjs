// The first page: map, timeline and table move together. The address holds the whole view, so that a view can be sent
// to a colleague, and the back button works.
import { openMap } from "./map.mjs";
import { openTimeline } from "./timeline.mjs";

const form = document.querySelector("form.filters");
const results = document.getElementById("results");
const status = document.getElementById("status");

const question = () => {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) kept.append(name, value);
  return kept;
};

let asking = 0;
async function show(push) {
  const asked = question();
  const address = "/?" + asked.toString();
  // A change and the button that follows it are one step back, not two.
  if (push && address !== location.pathname + location.search) history.pushState(null, "", address);
  const mine = ++asking;
  status.textContent = "Reading the record…";
  try {
    const [page, bins] = await Promise.all([
      fetch(address, { headers: { Accept: "text/html" } }).then((reply) => reply.text()),
      fetch("/timeline.json?" + asked).then((reply) => reply.json()),
    ]);
    if (mine !== asking) return;
    const fresh = new DOMParser().parseFromString(page, "text/html");
    results.replaceChildren(...fresh.getElementById("results").childNodes);
    timeline.draw(bins, asked.get("from"), asked.get("to"));
    map?.draw(asked);
    status.textContent = document.getElementById("count")?.textContent ?? "";
  } catch (error) {
    status.textContent = "The record could not be read: " + error.message;
  }
}

const timeline = openTimeline(document.getElementById("timeline"), (from, to) => {
  form.elements.from.value = from ?? "";
  form.elements.to.value = to ?? "";
  show(true);
});

let map = null;
openMap(document.getElementById("map"), (box) => {
  form.elements.box.value = box;
  show(true);
}).then((opened) => {
  map = opened;
  map?.draw(question());
});

form.addEventListener("submit", (happening) => {
  happening.preventDefault();
  show(true);
});
form.addEventListener("change", () => show(true));
// The address decides, not what the browser remembers of the fields.
const showAddress = () => {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
  show(false);
};
addEventListener("popstate", showAddress);
showAddress();
