// The page works without this file. It adds four conveniences:
// "/" goes to the search box, a ticked filter applies at once, the focus
// stays on it afterwards, and a facet of persons can be sorted by name.
(() => {
  "use strict";
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const KEY = "timtin-focus";
  const typing = (element) =>
    element && (element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName));

  document.documentElement.classList.add("scripted");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (typing(target) && target.type !== "checkbox") return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // Empty fields would only lengthen the address.
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
    window.setTimeout(() => {
      for (const field of form.elements) field.disabled = false;
    }, 0);
  });

  const remember = (element) => {
    const value = JSON.stringify([element.name.replace(/^-/, ""), element.value, window.scrollY]);
    try { window.sessionStorage.setItem(KEY, value); } catch { /* private mode: no focus kept */ }
  };

  for (const field of form.elements) {
    if (field.type !== "checkbox") continue;
    field.addEventListener("change", () => {
      remember(field);
      form.requestSubmit();
    });
  }

  let kept = null;
  try {
    kept = JSON.parse(window.sessionStorage.getItem(KEY));
    window.sessionStorage.removeItem(KEY);
  } catch { /* nothing kept */ }
  if (Array.isArray(kept)) {
    const [name, value, top] = kept;
    const same = [...form.elements].find((field) => field.type === "checkbox" &&
      field.value === value && (field.name === name || field.name === "-" + name));
    if (same) {
      const filters = same.closest("details.filters");
      if (filters && window.matchMedia("(max-width: 59.99em)").matches) filters.open = true;
      const more = same.closest("details.more");
      if (more) more.open = true;
      window.scrollTo(0, top);
      same.focus({ preventScroll: true });
    }
  }

  // The server counted and says each name's place: here the rows only change places.
  for (const list of document.querySelectorAll("ul[data-by-name]")) {
    const byCount = [...list.children];
    const byName = [...byCount].sort((a, b) => a.dataset.order - b.dataset.order);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "resort";
    button.textContent = list.dataset.byName;
    let named = false;
    button.addEventListener("click", () => {
      named = !named;
      list.append(...(named ? byName : byCount));
      button.textContent = named ? list.dataset.byCount : list.dataset.byName;
    });
    list.before(button);
  }

  // A long timeline begins at its end; a chosen bar is brought into sight.
  const bars = document.querySelector(".bars-scroll");
  const chosen = bars && bars.querySelector("[aria-current]");
  if (chosen && bars.scrollWidth > bars.clientWidth) {
    chosen.scrollIntoView({ block: "nearest", inline: "center" });
  }

  // A page that the back button takes out of memory shows its boxes as it was made.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) form.reset();
  });
})();
