// The page beside its form, as somebody types. Without this file “Preview” shows what is saved.
const TYPING = 700; // milliseconds after the last letter before the page is asked for
const DARK = /prefers-color-scheme:\s*dark/;

// Nothing of the page runs in a preview: its words and its looks are what it is for.
function still(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script").forEach((script) => script.remove());
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

// A frame asks the reader's device which colors to take; here staff choose.
function paint(frame, scheme) {
  const page = frame.contentDocument;
  page.documentElement.style.colorScheme = scheme;
  const visit = (rules) => {
    for (const rule of rules) {
      if (rule.media && (DARK.test(rule.media.mediaText) || rule.isDark)) {
        rule.isDark = true;
        rule.media.mediaText = scheme === "dark" ? "all" : "not all";
      } else if (rule.cssRules) visit(rule.cssRules);
    }
  };
  for (const sheet of page.styleSheets) visit(sheet.cssRules);
}

for (const beside of document.querySelectorAll(".beside")) {
  const form = document.querySelector("#content-main > form[method=post]");
  const frame = beside.querySelector("iframe");
  const state = beside.querySelector(".beside__state");
  const chosen = (name) => beside.querySelector(`[name=beside-${name}]:checked`)?.value ?? "";
  let asked = 0;
  let waiting;
  let anchor = "";
  let scrolled = null; // null until the typed words have been shown

  const place = () => {
    const part = scrolled === null && anchor ? frame.contentDocument.getElementById(anchor) : null;
    if (part) part.scrollIntoView();
    else frame.contentWindow.scrollTo(0, scrolled ?? 0);
  };

  const show = async () => {
    if (!beside.open) return;
    const mine = ++asked;
    const other = chosen("page");
    const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const sent = other ? fetch(other, { redirect: "manual" }) : fetch(beside.dataset.url, { method: "POST", body: words, redirect: "manual" });
    const answer = await sent.catch(() => null);
    const page = answer?.ok ? await answer.text().catch(() => null) : null;
    if (mine !== asked) return;
    state.textContent = page === null ? state.dataset.failed : "";
    if (page === null) return;
    if (frame.srcdoc && scrolled !== null) scrolled = frame.contentWindow.scrollY;
    anchor = answer.headers.get("X-Anchor") ?? anchor;
    frame.onload = () => {
      paint(frame, chosen("scheme"));
      place();
      scrolled = frame.contentWindow.scrollY;
    };
    frame.srcdoc = still(page);
  };

  // The frame is as wide as the screen that it shows, and drawn as small as there is room.
  const fit = () => {
    const width = Number(chosen("width"));
    const room = beside.querySelector(".beside__choices").clientWidth;
    const scale = Math.min(1, room / width || 1);
    const height = innerHeight * 0.75;
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${Math.round(height / scale)}px`;
    frame.style.marginBlockEnd = `${Math.round(height * (1 - 1 / scale))}px`;
    frame.style.transform = `scale(${scale})`;
  };

  beside.hidden = false;
  beside.open = matchMedia("(min-width: 80rem)").matches; // where it stands beside the form
  beside.addEventListener("toggle", () => {
    fit();
    show();
  });
  beside.addEventListener("change", ({ target }) => {
    if (target.name === "beside-scheme") return frame.srcdoc && paint(frame, target.value);
    scrolled = null;
    fit();
    return target.name === "beside-page" ? show() : place();
  });
  window.addEventListener("resize", fit);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, TYPING);
  });
}
