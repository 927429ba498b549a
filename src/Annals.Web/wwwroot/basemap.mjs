// The map under everything that is drawn: countries from world-atlas, with their names, and nearer the lines of provinces.
// Nothing is asked of any other machine. Without WebGL, or without the npm packages, the page says so and its tables do
// the work.
import { busy } from "./busy.mjs";

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const none = { type: "FeatureCollection", features: [] };

/** Done when all that the map was given stands on the screen. */
export const drawn = (map) => (map.loaded() ? Promise.resolve() : new Promise((done) => map.once("idle", done)));

// A ring that crosses the antimeridian is unrolled, or it would be drawn across the whole map.
const unroll = (ring) => {
  const crosses = ring.some((point, index) => index > 0 && Math.abs(point[0] - ring[index - 1][0]) > 180);
  return crosses ? ring.map(([lon, lat]) => [lon < 0 ? lon + 360 : lon, lat]) : ring;
};
const unrolled = (geometry) => {
  if (geometry?.type === "Polygon") return { ...geometry, coordinates: geometry.coordinates.map(unroll) };
  if (geometry?.type === "MultiPolygon") return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unroll)) };
  return geometry;
};

async function countriesOf() {
  const world = await fetch("/lib/countries-50m.json").then((reply) => reply.json());
  const countries = globalThis.topojson.feature(world, world.objects.countries);
  // Antarctica ends at the pole, which no web map shows: it would be drawn as a bar.
  countries.features = countries.features.filter((country) => country.id !== "010").map((country) => ({ ...country, geometry: unrolled(country.geometry) }));
  return countries;
}

// A country's name stands in the middle of its largest part; the larger the country, the sooner it is written.
function namesOf(countries) {
  const middle = (ring) => {
    let [area, x, y] = [0, 0, 0];
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[ax, ay], [bx, by]] = [ring[at], ring[at + 1]];
      const part = ax * by - bx * ay;
      area += part;
      x += (ax + bx) * part;
      y += (ay + by) * part;
    }
    return { area: Math.abs(area / 2), at: [x / (3 * area), y / (3 * area)] };
  };
  const features = countries.features.map(({ properties, geometry }) => {
    const parts = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((rings) => middle(rings[0]));
    const { area, at } = parts.reduce((most, part) => (part.area > most.area ? part : most));
    return { type: "Feature", properties: { name: properties.name, area }, geometry: { type: "Point", coordinates: at } };
  });
  return { type: "FeatureCollection", features };
}

/** A map with its countries drawn, or null where none can be; then the place says why. */
export async function openBasemap(place, view) {
  let maplibre;
  try {
    maplibre = await import("./lib/maplibre-gl.mjs");
  } catch {
    place.textContent = "The map's package is not installed here; the tables hold everything.";
    place.classList.add("soft");
    return null;
  }
  maplibre.setWorkerUrl?.("/lib/maplibre-gl-worker.mjs");
  const countries = await countriesOf();
  let map;
  try {
    map = new maplibre.Map({
      container: place,
      attributionControl: { compact: true, customAttribution: "Countries: Natural Earth. Places: GeoNames, CC BY 4.0" },
      center: [25, 20], zoom: 1.1, maxZoom: 12, renderWorldCopies: false, dragRotate: false, ...view,
      style: {
        version: 8,
        sources: { countries: { type: "geojson", data: countries }, names: { type: "geojson", data: namesOf(countries) } },
        layers: [
          { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
          { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour("--land") } },
          { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("--border"), "line-width": 0.7 } },
          {
            id: "names", type: "symbol", source: "names", filter: [">", ["get", "area"], ["step", ["zoom"], 60, 2, 12, 3, 3, 4, 0.5, 5, 0]],
            layout: { "text-field": ["get", "name"], "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10, 5, 14], "text-max-width": 7, "symbol-sort-key": ["-", 0, ["get", "area"]] },
            paint: { "text-color": colour("--soft"), "text-halo-color": colour("--land"), "text-halo-width": 1.2 },
          },
        ],
      },
    });
  } catch (error) {
    place.textContent = "This browser draws no map (" + error.message + "); the tables hold everything.";
    return null;
  }
  // Not "load", which waits until everything is drawn: on a slow machine the points would come seconds later.
  await new Promise((ready) => map.once("style.load", ready));
  busy(drawProvinces(map));
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  // The credit is folded away: it covers a small map, and its button stays.
  place.querySelector(".maplibregl-compact-show")?.classList.remove("maplibregl-compact-show");
  return map;
}

// A megabyte that a map of the world does not need: it is fetched when the map first comes near.
const NEAR = 3;
function drawProvinces(map) {
  map.addSource("provinces", { type: "geojson", data: none });
  map.addLayer({
    id: "provinces", type: "line", source: "provinces", minzoom: NEAR,
    paint: { "line-color": colour("--border"), "line-width": 0.6, "line-dasharray": [3, 2] },
  }, "names");
  let asked = false;
  const look = async () => {
    if (asked || map.getZoom() < NEAR) return;
    asked = true;
    const lines = await fetch("/provinces.json").then((reply) => reply.json());
    map.getSource("provinces")?.setData(globalThis.topojson.feature(lines, lines.objects.provinces));
    await drawn(map);
  };
  map.on("zoomend", () => busy(look()));
  return look();
}

/** Circles whose area is how many events they stand for. */
export const circles = (source) => ({
  id: source, type: "circle", source,
  paint: {
    "circle-color": colour("--accent"), "circle-opacity": 0.75, "circle-stroke-color": colour("--panel"), "circle-stroke-width": 1,
    "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5, 10, 14, 100, 30, 1000, 48],
  },
});

/** A circle on the ground, as a polygon. */
export function ring(lat, lon, km) {
  const around = [];
  for (let step = 0; step <= 64; step++) {
    const angle = (step / 64) * 2 * Math.PI;
    const north = (km / 111.32) * Math.cos(angle);
    const east = ((km / 111.32) * Math.sin(angle)) / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
    around.push([lon + east, lat + north]);
  }
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [around] } };
}
