"use strict";
// Files go to the server in parts as soon as they are chosen: sealed there, and gone on with after
// a lost network, a new sign-in or a reload. The form then names them instead of holding them.
for (const form of document.querySelectorAll("form[data-parts]")) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-sending]");
  const words = list.dataset;
  const begin = form.dataset.parts;
  let line = Promise.resolve();
  let waiting = 0;
  let pressed = null;

  const post = (url, body) =>
    frirum.ask(url, { method: "POST", body, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } });

  const send = async (file, row) => {
    const [bar, state, drop] = ["progress", "small", "button"].map((one) => row.querySelector(one));
    // Asks until an answer settles it or the row is taken out; says why it waits.
    const settle = async (url, body) => {
      for (let wait = 1000; row.isConnected; wait = Math.min(2 * wait, 15000)) {
        const answer = await post(url, body);
        const { status, type } = answer ?? {};
        if ([404, 409].includes(status)) return { sentence: words.gone };
        const told = [200, 422].includes(status) && (await answer.json().catch(() => null));
        if (told) return told;
        const isOut = status === 403 || type === "opaqueredirect";
        state.textContent = isOut ? words.out : answer ? words.full : words.waits;
        await new Promise((go) => setTimeout(go, wait));
        if (isOut) await frirum.renew(begin);
      }
      return {};
    };
    const about = { name: file.name, size: file.size, changed: file.lastModified };
    let told = await settle(begin, new URLSearchParams(about));
    while (told.received < told.size) {
      drop.dataset.drop = told.drop;
      bar.value = told.received / told.size;
      state.textContent = told.sentence;
      told = await settle(told.at + told.received, file.slice(told.received, told.received + told.part));
    }
    bar.remove();
    state.textContent = told.sentence;
    if (!told.id) return (row.dataset.refused = "yes");
    drop.dataset.drop = told.drop;
    const named = Object.assign(document.createElement("input"), { type: "hidden", name: "sent", value: told.id });
    row.append(named);
    named.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const sent = () => {
    waiting -= 1;
    if (waiting || !pressed) return;
    pressed.removeAttribute("aria-busy");
    if (!list.querySelector("[data-refused]")) form.requestSubmit(pressed);
    pressed = null;
  };

  input.addEventListener("change", () => {
    if (!input.multiple) for (const old of list.querySelectorAll("button")) old.click();
    for (const file of input.files) {
      const row = form.querySelector("template").content.cloneNode(true).firstElementChild;
      row.querySelector("b").textContent = file.name;
      row.querySelector("progress").ariaLabel = file.name;
      row.querySelector("small").textContent = words.next;
      row.querySelector(".vh").textContent = ` ${file.name}`;
      list.append(row);
      waiting += 1;
      line = line.then(() => send(file, row)).then(sent);
    }
    input.value = "";
    input.required = false;
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.drop) post(button.dataset.drop);
    button.closest("li").remove();
    input.focus();
  });
  form.addEventListener("submit", (event) => {
    if (!waiting) return;
    event.preventDefault();
    pressed = event.submitter;
    pressed?.setAttribute("aria-busy", "true");
  });
  addEventListener("beforeunload", (event) => waiting && event.preventDefault());
}
