// The first page's map: points and clusters come from the server for the stretch that is seen.
import { circles, colour, drawn, none, openBasemap } from "./basemap.mjs";

const text = (bounds, digits) => [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((n) => n.toFixed(digits)).join(",");
const frame = ([west, south, east, north]) => ({
  type: "Feature", properties: {},
  geometry: { type: "LineString", coordinates: [[west, south], [east, south], [east, north], [west, north], [west, south]] },
});
const view = (at) => {
  const [lon, lat, zoom] = (at ?? "").split(",").map(Number);
  return Number.isFinite(zoom) && at ? { center: [lon, lat], zoom } : {};
};

/** @param told what the page hears of: box(west,south,east,north), moved(lon,lat,zoom), placed(view), asks(promise of an answer) */
export async function openMap(place, at, told) {
  const map = await openBasemap(place, view(at));
  if (!map) return null;
  for (const source of ["events", "lit", "box"]) map.addSource(source, { type: "geojson", data: none });
  map.addLayer({ id: "box", type: "line", source: "box", paint: { "line-color": colour("--link"), "line-width": 2, "line-dasharray": [2, 2] } });
  map.addLayer(circles("events"));
  map.addLayer({
    id: "counts", type: "symbol", source: "events", filter: [">", ["get", "count"], 9],
    layout: { "text-field": ["get", "label"], "text-size": 11, "text-allow-overlap": true },
    paint: { "text-color": colour("--panel") },
  });
  map.addLayer({ id: "lit", type: "circle", source: "lit", paint: { "circle-radius": 11, "circle-color": "transparent", "circle-stroke-color": colour("--link"), "circle-stroke-width": 3 } });

  let asked = new URLSearchParams();
  let number = 0;
  let latest = null;
  const refresh = async () => {
    const seen = new URLSearchParams(asked);
    seen.set("zoom", Math.max(0, Math.round(map.getZoom())));
    seen.set("seen", text(map.getBounds(), 3));
    const mine = ++number;
    const answer = await fetch("/map.json?" + seen).then((reply) => reply.json());
    if (mine !== number) return;
    map.getSource("events").setData(answer);
    place.dataset.points = answer.features.length;
    told.placed(answer);
    await drawn(map);
  };
  map.on("moveend", (move) => {
    told.asks((latest = refresh()));
    if (move.originalEvent || move.byHand) told.moved([map.getCenter().lng.toFixed(3), map.getCenter().lat.toFixed(3), map.getZoom().toFixed(2)].join(","));
  });
  map.on("mousemove", "events", (over) => {
    const { count, place: name } = over.features[0].properties;
    map.getCanvas().style.cursor = "pointer";
    map.getCanvas().title = (name ? name + ": " : "") + count + (count === 1 ? " event" : " events");
  });
  map.on("mouseleave", "events", () => {
    map.getCanvas().style.cursor = "";
    map.getCanvas().title = "";
  });
  map.on("click", "events", (click) => {
    const { properties, geometry } = click.features[0];
    const [lon, lat] = geometry.coordinates;
    if (properties.count === 1 && properties.event) location.href = "/events/" + encodeURIComponent(properties.event);
    else if (properties.place || map.getZoom() > 11) told.box([lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02].map((n) => n.toFixed(3)).join(","));
    else map.easeTo({ center: [lon, lat], zoom: Math.min(12, map.getZoom() + 2) }, { byHand: true });
  });
  document.getElementById("use-box")?.addEventListener("click", () => told.box(text(map.getBounds(), 2)));

  const fit = async () => {
    const all = new URLSearchParams(asked);
    all.set("zoom", 4);
    const { features } = await fetch("/map.json?" + all).then((reply) => reply.json());
    if (features.length === 0) return refresh();
    const lons = features.map((one) => one.geometry.coordinates[0]);
    const lats = features.map((one) => one.geometry.coordinates[1]);
    latest = null;
    map.fitBounds([[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]], { padding: 40, maxZoom: 5, animate: false });
    // The move has asked already, where there was one.
    return latest ?? refresh();
  };

  return {
    /** The view moves to what is asked for, unless its reader has put it somewhere. */
    draw(question, stays) {
      asked = new URLSearchParams(question);
      asked.delete("at");
      const box = asked.get("box")?.split(",").map(Number);
      map.getSource("box").setData(box?.length === 4 ? frame(box) : none);
      return stays ? refresh() : fit();
    },
    light(points) {
      place.dataset.lit = points.length;
      map.getSource("lit").setData({
        type: "FeatureCollection",
        features: points.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } })),
      });
    },
  };
}
