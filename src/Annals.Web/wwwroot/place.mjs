// One place on a small map: its point, how far from it the happening may have been, and the other places of its name.
import { colour, drawn, openBasemap, ring } from "./basemap.mjs";
import { busy } from "./busy.mjs";

const place = document.getElementById("place-map");
async function open() {
  const [lat, lon, km] = [place.dataset.lat, place.dataset.lon, place.dataset.radius].map(Number);
  const rivals = place.dataset.rivals.split(";").filter((one) => one).map((one) => one.split(",").map(Number));
  const zoom = km > 0 ? Math.max(2, Math.min(6, Math.log2((40000 / km) * 0.06))) : 5;
  const map = await openBasemap(place, { center: [lon, lat], zoom, scrollZoom: false });
  if (!map) return;
  const point = ([y, x], kind) => ({ type: "Feature", properties: { kind }, geometry: { type: "Point", coordinates: [x, y] } });
  map.addSource("radius", { type: "geojson", data: ring(lat, lon, km) });
  map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features: [...rivals.map((one) => point(one, "rival")), point([lat, lon], "place")] } });
  if (km > 0) {
    map.addLayer({ id: "radius", type: "fill", source: "radius", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.15 } });
    map.addLayer({ id: "edge", type: "line", source: "radius", paint: { "line-color": colour("--accent"), "line-width": 1.5 } });
  }
  map.addLayer({
    id: "points", type: "circle", source: "points",
    paint: {
      "circle-radius": ["case", ["==", ["get", "kind"], "place"], 5, 4],
      "circle-color": ["case", ["==", ["get", "kind"], "place"], colour("--accent"), colour("--panel")],
      "circle-stroke-color": colour("--accent"), "circle-stroke-width": 1.5,
    },
  });
  await drawn(map);
}
if (place) busy(open());
