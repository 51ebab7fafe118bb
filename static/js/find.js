// "Use my location". Asks the device only when the button is pressed, and sends only which square of a coarse
// grid that is; the answer is a ZIP code, and the search goes on with that.
const GRID = 0.02; // degrees, about 1.4 miles from north to south
const PATIENCE = 10_000; // milliseconds
const PROBLEMS = { 1: "denied", 2: "unavailable", 3: "timeout" };

const onGrid = (degrees) => Number((Math.round(degrees / GRID) * GRID).toFixed(2));

function position() {
  return new Promise((found, failed) => {
    // Some devices never answer at all, so their own timeout is not enough.
    setTimeout(failed, PATIENCE, { code: 3 });
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: PATIENCE, maximumAge: 600_000 });
  });
}

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

for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation || !isSecureContext || !button.form) continue;
  const status = button.form.querySelector("[data-located]");
  const box = button.form.elements.near;
  const say = (words) => (status.textContent = words);
  let busy = false;
  button.hidden = status.hidden = false;
  button.addEventListener("click", async () => {
    if (busy) return;
    busy = true;
    say(button.dataset.asking);
    try {
      box.value = await nearestZipCode(button.dataset.locate);
      say(`${button.dataset.found} ${box.value}.`);
      button.form.submit();
    } catch (problem) {
      say(button.dataset[problem] ?? button.dataset.failed);
      box.focus();
    } finally {
      busy = false;
    }
  });
  // Back from the list: the page may be as it was left.
  addEventListener("pageshow", ({ persisted }) => persisted && say(""));
}

// "Show 10 more doctors": adds them below those on the page. Without this, or when it fails, the link leads there.
const count = document.querySelector("#results-count");

async function showMore(link) {
  const answer = await fetch(link.href, { credentials: "omit" });
  if (!answer.ok) throw answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const first = page.querySelector("[data-cards] li");
  for (const part of page.querySelectorAll("[data-cards]")) {
    const same = document.querySelector(`[data-cards="${part.dataset.cards}"] ul`);
    if (same) same.append(...part.querySelector("ul").children);
    else [...document.querySelectorAll("[data-cards]")].at(-1).after(part);
  }
  document.querySelector(".pager").replaceWith(page.querySelector(".pager"));
  count.textContent = page.querySelector("#results-count").dataset.inPlace;
  first.querySelector("a").focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  showMore(link).catch(() => location.assign(link.href));
});
