// An actor's events on the map, month by month: the slider chooses one; at its left end all months are drawn together.
import { circles, drawn, none, openBasemap } from "./basemap.mjs";
import { busy } from "./busy.mjs";

const place = document.getElementById("months-map");
const slider = document.getElementById("month");
const shown = document.getElementById("month-shown");
async function open() {
  const answer = await fetch(place.dataset.from).then((reply) => reply.json());
  const months = [...new Set(answer.features.map((one) => one.properties.month))];
  const all = shown.textContent;
  const map = await openBasemap(place, { scrollZoom: false });
  if (map) {
    map.addSource("events", { type: "geojson", data: none });
    map.addLayer(circles("events"));
    const lons = answer.features.map((one) => one.geometry.coordinates[0]);
    const lats = answer.features.map((one) => one.geometry.coordinates[1]);
    map.fitBounds([[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]], { padding: 50, maxZoom: 5, animate: false });
  }
  const draw = () => {
    const month = months[Number(slider.value) - 1];
    const features = answer.features.filter((one) => !month || one.properties.month === month);
    const events = features.reduce((sum, one) => sum + one.properties.count, 0);
    shown.textContent = month ? `${month}: ${events} ${events === 1 ? "event" : "events"} with a point` : all;
    map?.getSource("events").setData({ type: "FeatureCollection", features });
    place.dataset.points = features.length;
  };
  slider.addEventListener("input", draw);
  draw();
  if (map) await drawn(map);
}
if (place && slider) busy(open());
