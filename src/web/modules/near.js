// Sorts the places of a map by how far they are from here: `<form data-near="# km">`. Where somebody is stays in this page:
// it is asked on their click alone, rounded to about a kilometre, and sent nowhere.

const DIAMETER = 12742;

export function near(root) {
  const form = root.querySelector('form[data-near]');
  const button = form?.querySelector('button[type=button]');
  if (!button) return;
  if (!navigator.geolocation) {
    button.parentElement.hidden = true;
    return;
  }
  const said = form.querySelector('[role=status]');
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const first = sort(root, [coords.latitude, coords.longitude].map(rounded), form.dataset.near);
        first?.querySelector('h2').scrollIntoView({ block: 'center' });
        said.textContent = first?.querySelector('h2').textContent ?? '';
      },
      () => {
        said.textContent = form.dataset.nearFailed;
        said.classList.remove('hidden');
      },
      { enableHighAccuracy: false, maximumAge: 600000, timeout: 20000 },
    );
  });
}

/** Puts the nearest place first and writes how far each is; answers the first. */
function sort(root, here, words) {
  const list = root.getElementById('places');
  const kilometres = new Intl.NumberFormat(root.documentElement.lang, { maximumFractionDigits: 0 });
  const places = [...list.querySelectorAll('li[data-at]')].map((place) => {
    const away = distance(here, place.dataset.at.split(' ').map(Number));
    place.querySelector('[data-away]').textContent = words.replace('#', kilometres.format(Math.max(1, Math.round(away))));
    return { place, away };
  });
  places.sort((one, other) => one.away - other.away);
  list.append(...places.map(({ place }) => place));
  return places[0]?.place;
}

const rounded = (degrees) => Math.round(degrees * 100) / 100;
const radians = (degrees) => (degrees * Math.PI) / 180;
const half = (degrees) => Math.sin(radians(degrees) / 2) ** 2;

function distance([latitude, longitude], [north, east]) {
  const across = Math.cos(radians(latitude)) * Math.cos(radians(north)) * half(east - longitude);
  return DIAMETER * Math.asin(Math.min(1, Math.sqrt(half(north - latitude) + across)));
}
