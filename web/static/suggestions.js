// Completions under the search box: the ARIA 1.2 combobox with a listbox popup,
// list autocomplete with manual selection. Without this file the box is a plain field.
(() => {
  "use strict";
  const WAIT = 120; // ms without a key before the server is asked
  const MOST = 8; // what a phone shows above its keyboard, and a reader takes in
  const KEPT = 50; // answers remembered while the page is open
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const words = box.dataset;
  if (!words.suggest) return;

  const list = document.createElement("ul");
  list.id = "q-list";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("aria-live", "polite");
  form.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
    ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-haspopup", "listbox"]]) {
    box.setAttribute(name, value);
  }

  const answers = new Map();
  let timer = 0;
  let asking = null; // the request under way
  let active = -1;

  const number = new Intl.NumberFormat(document.documentElement.lang);
  const counted = (one, many, count) => (count === 1 ? one : many).replace("#", number.format(count));

  const close = () => {
    window.clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  };

  const activate = (index) => {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = index;
    if (!options[active]) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[active].id);
  };

  const part = (name, text) => {
    const element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  };

  const option = (completion, index) => {
    const item = document.createElement("li");
    item.id = `q-option-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = completion.text;
    const name = part("name", completion.text);
    name.lang = "vi";
    item.append(name);
    // of a term only the articles that it is a key term of are counted: more are found
    if (completion.kind === "person") {
      item.append(" ", part("kind", words.person));
      item.append(" ", part("count", counted(words.articlesOne, words.articlesMany, completion.articles)));
    }
    return item;
  };

  const show = (completions) => {
    activate(-1);
    list.replaceChildren(...completions.map(option));
    list.hidden = completions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = list.hidden ? "" : counted(words.foundOne, words.foundMany, completions.length);
  };

  const remember = (typed, completions) => {
    answers.set(typed, completions);
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  };

  const ask = async (typed) => {
    const request = new AbortController();
    asking = request;
    try {
      const address = `${words.suggest}?q=${encodeURIComponent(typed)}&limit=${MOST}`;
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) return;
      const { completions } = await answer.json();
      remember(typed, completions);
      // a slow answer to what is no longer in the box is of no use
      if (asking === request && box.value === typed) show(completions);
    } catch { /* stopped, or no network: a box without completions is a box */ }
  };

  const look = () => {
    const typed = box.value;
    close();
    if (typed.trim().length < 2 || box.selectionEnd !== typed.length) return;
    if (answers.has(typed)) show(answers.get(typed));
    else timer = window.setTimeout(ask, WAIT, typed);
  };

  const take = (item) => {
    box.value = item.dataset.text;
    close();
    form.requestSubmit();
  };

  const move = (step) => {
    const count = list.children.length;
    // one place before the first is the box itself
    activate((active + 1 + step + count + 1) % (count + 1) - 1);
  };

  box.addEventListener("input", look);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open && !event.altKey) move(event.key === "ArrowDown" ? 1 : -1);
      else if (open && event.key === "ArrowUp") close();
      else if (!open) look();
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      take(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the browser would empty the box
      close();
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
})();
