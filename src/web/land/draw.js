// Draws the land of the earth as one path, coastlines and nothing else: borders are politics, and no business of a map
// of those who work together. usage: npm ci && npm run build
//
// The coastlines are Natural Earth's (1:50m, public domain), as the package world-atlas (ISC) brings them. The projection
// is Miller's, 20 units to a degree of longitude: src/domain/map.rs has the same. What lies beyond 60° south is left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const UNIT = 20;
// How much a bend of the coast and an island must weigh: square degrees, and square units.
const BEND = 0.005;
const ISLAND = 8;

const atlas = createRequire(import.meta.url).resolve('world-atlas/land-50m.json');
const topology = simplify(presimplify(JSON.parse(readFileSync(atlas))), BEND);
const { features } = feature(topology, topology.objects.land);
const rings = features.flatMap((each) => each.geometry.coordinates).flat();
const path = rings.filter((ring) => ring.some(([, latitude]) => latitude > -60)).map(outline).join('');
writeFileSync(process.argv[2], `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3600 -2600 7200 3900"><path id="land" vector-effect="non-scaling-stroke" stroke-linejoin="round" d="${path}"/></svg>\n`);

function outline(ring) {
  const points = [];
  for (const [longitude, latitude] of unwound(ring)) {
    const point = [Math.round(longitude * UNIT), Math.round(miller(latitude) * UNIT)];
    if (String(point) !== String(points.at(-1))) points.push(point);
  }
  if (points.length < 4 || area(points) < ISLAND) return '';
  const steps = points.slice(1, -1).map(([x, y], at) => `${x - points[at][0]} ${y - points[at][1]}`);
  return `M${points[0].join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`;
}

/** A ring that crosses the date line goes on beyond it, instead of all the way back; most of it stays on the sheet. */
function unwound(ring) {
  let before = ring[0][0];
  const whole = ring.map(([longitude, latitude]) => {
    before = longitude + Math.round((before - longitude) / 360) * 360;
    return [before, latitude];
  });
  const longitudes = whole.map(([longitude]) => longitude);
  const turns = Math.round((Math.min(...longitudes) + Math.max(...longitudes)) / 720);
  return whole.map(([longitude, latitude]) => [longitude - turns * 360, latitude]);
}

function miller(latitude) {
  return (-1.25 * Math.log(Math.tan(Math.PI / 4 + (0.4 * latitude * Math.PI) / 180)) * 180) / Math.PI;
}

function area(points) {
  const sum = points.reduce((all, [x, y], at) => {
    const [u, v] = points[(at + 1) % points.length];
    return all + x * v - u * y;
  }, 0);
  return Math.abs(sum) / 2;
}
