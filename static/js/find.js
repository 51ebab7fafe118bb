// Extras of the search, loaded by site.js when somebody presses.

const GRID = 0.02; // degrees, about 1.4 miles from north to south
const PATIENCE = 10_000; // milliseconds
const PROBLEMS = { 1: "denied", 2: "unavailable", 3: "timeout" };

const onGrid = (degrees) => Number((Math.round(degrees / GRID) * GRID).toFixed(2));
let busy = false;

function position() {
  return new Promise((found, failed) => {
    // Some devices never answer at all, so their own timeout is not enough.
    setTimeout(failed, PATIENCE, { code: 3 });
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: PATIENCE, maximumAge: 600_000 });
  });
}

// Sends only which square of a coarse grid that is; the answer is a ZIP code.
async function nearestZipCode(address) {
  const { coords } = await position().catch(({ code }) => Promise.reject(PROBLEMS[code] ?? "unavailable"));
  const answer = await fetch(address, {
    method: "POST",
    body: JSON.stringify({ latitude: onGrid(coords.latitude), longitude: onGrid(coords.longitude) }),
    headers: { "Content-Type": "application/json" },
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout?.(PATIENCE),
  }).catch(() => Promise.reject("failed"));
  if (!answer.ok) throw answer.status === 404 ? "abroad" : "failed";
  return (await answer.json()).near;
}

// "Use my location": the search goes on with the nearest ZIP code.
export async function locate(button, status) {
  if (busy) return;
  busy = true;
  const box = button.form.elements.near;
  const words = button.dataset;
  status.textContent = words.asking;
  try {
    box.value = await nearestZipCode(words.locate);
    status.textContent = `${words.found} ${box.value}.`;
    // Back from the list: the page may be as it was left.
    addEventListener("pagehide", () => (status.textContent = ""), { once: true });
    button.form.submit();
  } catch (problem) {
    status.textContent = words[problem] ?? words.failed;
    box.focus();
  } finally {
    busy = false;
  }
}

// "Show 10 more doctors": adds them below those on the page. Where this fails, site.js follows the link.
export async function more(link) {
  const answer = await fetch(link.href, { credentials: "omit" });
  if (!answer.ok) throw answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // The list may have changed meanwhile: whoever moved down in it is on both pages.
  const shown = new Set(Array.from(document.querySelectorAll("[data-doctor]"), (card) => card.dataset.doctor));
  for (const card of page.querySelectorAll("[data-cards] [data-doctor]")) {
    if (shown.has(card.dataset.doctor)) card.closest("li").remove();
  }
  const first = page.querySelector("[data-cards] li");
  for (const part of page.querySelectorAll("[data-cards]")) {
    const same = document.querySelector(`[data-cards="${part.dataset.cards}"] ul`);
    if (same) same.append(...part.querySelector("ul").children);
    else [...document.querySelectorAll("[data-cards]")].at(-1).after(part);
  }
  document.querySelector(".pager").replaceWith(page.querySelector(".pager"));
  document.querySelector("#results-count").textContent = page.querySelector("#results-count").dataset.inPlace;
  dispatchEvent(new Event("more"));
  (first ?? document.querySelector(".pager")).querySelector("a")?.focus();
}
