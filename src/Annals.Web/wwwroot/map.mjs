// The map: countries from world-atlas, drawn here; points and clusters from the server. Nothing is asked of any other
// machine. Without WebGL, or without the npm packages, the page says so and the table does the work.
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

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

export async function openMap(place, boxChosen) {
  let maplibre;
  try {
    maplibre = await import("./lib/maplibre-gl.mjs");
  } catch {
    place.textContent = "The map's package is not installed here; the table below holds everything.";
    place.classList.add("soft");
    return null;
  }
  maplibre.setWorkerUrl?.("/lib/maplibre-gl-worker.mjs");
  const world = await fetch("/lib/countries-50m.json").then((reply) => reply.json());
  const countries = globalThis.topojson.feature(world, world.objects.countries);
  // Antarctica ends at the pole, which no web map shows: it would be drawn as a bar.
  countries.features = countries.features.filter((country) => country.id !== "010").map((country) => ({ ...country, geometry: unrolled(country.geometry) }));
  let map;
  try {
    map = new maplibre.Map({
      container: place,
      attributionControl: { compact: true, customAttribution: "Countries: Natural Earth. Places: GeoNames, CC BY 4.0" },
      center: [25, 20], zoom: 1.1, maxZoom: 12, renderWorldCopies: false, dragRotate: false,
      style: {
        version: 8,
        sources: {
          countries: { type: "geojson", data: countries },
          events: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
        },
        layers: [
          { id: "sea", type: "background", paint: { "background-color": cssColour("--sea") } },
          { id: "land", type: "fill", source: "countries", paint: { "fill-color": cssColour("--land") } },
          { id: "borders", type: "line", source: "countries", paint: { "line-color": cssColour("--border"), "line-width": 0.7 } },
          {
            id: "events", type: "circle", source: "events",
            paint: {
              "circle-color": cssColour("--accent"), "circle-opacity": 0.75, "circle-stroke-color": cssColour("--panel"), "circle-stroke-width": 1,
              "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5, 10, 14, 100, 30, 1000, 48],
            },
          },
        ],
      },
    });
  } catch (error) {
    place.textContent = "This browser draws no map (" + error.message + "); the table below holds everything.";
    return null;
  }
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  await new Promise((ready) => map.once("load", ready));

  let asked = new URLSearchParams();
  const refresh = async () => {
    const bounds = map.getBounds();
    const seen = new URLSearchParams(asked);
    seen.set("zoom", Math.round(map.getZoom()));
    seen.set("seen", [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((n) => n.toFixed(3)).join(","));
    const answer = await fetch("/map.json?" + seen).then((reply) => reply.json());
    map.getSource("events").setData(answer);
    place.dataset.points = answer.features.length;
  };
  map.on("moveend", refresh);
  map.on("mouseenter", "events", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "events", () => (map.getCanvas().style.cursor = ""));
  map.on("click", "events", (click) => {
    const { properties, geometry } = click.features[0];
    if (properties.count === 1 && properties.event) location.href = "/events/" + encodeURIComponent(properties.event);
    else map.easeTo({ center: geometry.coordinates, zoom: Math.min(12, map.getZoom() + 2) });
  });
  document.getElementById("use-box")?.addEventListener("click", () => {
    const bounds = map.getBounds();
    boxChosen([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((n) => n.toFixed(2)).join(","));
  });
  return {
    draw(question) {
      asked = new URLSearchParams(question);
      return refresh();
    },
  };
}
