"use strict";
// Files go to the server in parts as soon as they are chosen: sealed there, and gone on with after
// a lost network, a new sign-in or a reload. The form then names them instead of holding them.
(() => {
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  const size = (bytes) => {
    const step = bytes < 2 ** 20 ? 1 : bytes < 2 ** 30 ? 2 : 3;
    const shown = Math.max(bytes / 1024 ** step, 0.1).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    return `${shown} ${["", "KB", "MB", "GB"][step]}`;
  };

  for (const form of document.querySelectorAll("form[data-parts]")) {
    const input = form.querySelector("input[type=file]");
    const list = form.querySelector("[data-sending]");
    const row = form.querySelector("[data-sending-row]");
    const { parts, partsExport } = form.dataset;
    const queue = [];
    let running = false;
    let pressed = null;

    const token = () => form.elements.csrfmiddlewaretoken;
    const post = (url, body) =>
      fetch(url, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token().value } }).catch(() => null);
    const renew = async () => {
      const fresh = (await fetch(parts, { redirect: "manual" }).catch(() => null))?.headers.get("X-CSRFToken");
      if (fresh) token().value = fresh;
    };

    // Asks until there is an answer that settles it; says in the row why it waits.
    const settle = async (file, url, body) => {
      for (let wait = 1000; !file.dropped; wait = Math.min(2 * wait, 15000)) {
        const answer = await post(url, body);
        if (answer?.ok) return answer.json();
        if (answer?.status === 422) return answer.json();
        if (answer?.status === 404 || answer?.status === 409) return { sentence: list.dataset.gone };
        const out = answer && (answer.status === 403 || answer.type === "opaqueredirect");
        file.state.textContent = out ? list.dataset.out : answer ? list.dataset.full : list.dataset.waits;
        await pause(wait);
        if (out) await renew();
      }
      return {};
    };

    const refuse = (file, sentence) => {
      file.bar.remove();
      file.state.textContent = sentence;
      file.row.dataset.refused = "yes";
    };

    const send = async (file) => {
      const about = new URLSearchParams({ name: file.of.name, size: file.of.size, changed: file.of.lastModified });
      let told = await settle(file, parts, about);
      while (!file.dropped && !told.sentence && told.received < told.size) {
        file.drop.dataset.drop = `${told.at}drop/`;
        const { received, part } = told;
        const show = `${size(received)} / ${size(told.size)}`;
        file.bar.value = received / told.size;
        file.state.textContent = show;
        const url = `${told.at}?start=${received}${partsExport === undefined ? "" : "&export"}`;
        told = await settle(file, url, file.of.slice(received, received + part));
      }
      if (file.dropped) return;
      if (told.sentence) return refuse(file, told.sentence);
      file.drop.dataset.drop = `${told.at}drop/`;
      file.bar.remove();
      file.state.textContent = `${list.dataset.here} · ${size(told.size)}`;
      const named = Object.assign(document.createElement("input"), { type: "hidden", name: "sent", value: told.id });
      file.row.append(named);
      named.dispatchEvent(new Event("input", { bubbles: true }));
    };

    const run = async () => {
      if (running) return;
      running = true;
      for (let file = queue.shift(); file; file = queue.shift()) if (!file.dropped) await send(file);
      running = false;
      if (pressed && !list.querySelector("[data-refused]")) form.requestSubmit(pressed === true ? undefined : pressed);
      pressed = null;
    };

    input.addEventListener("change", () => {
      if (!input.multiple) for (const old of list.querySelectorAll("[data-drop]")) old.click();
      for (const of of input.files) {
        const made = row.content.cloneNode(true).firstElementChild;
        const file = { of, row: made, bar: made.querySelector("progress"), state: made.querySelector("[data-state]"), drop: made.querySelector("button") };
        made.querySelector("b").textContent = of.name;
        file.bar.setAttribute("aria-label", of.name);
        file.drop.lastElementChild.textContent = ` ${of.name}`;
        file.state.textContent = list.dataset.next;
        file.drop.addEventListener("click", () => (file.dropped = true));
        list.append(made);
        queue.push(file);
      }
      input.value = "";
      input.required = false;
      run();
    });
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-drop]");
      if (!button) return;
      if (button.dataset.drop) post(button.dataset.drop);
      button.closest("li").remove();
      input.focus();
    });
    form.addEventListener("submit", (event) => {
      if (!running) return;
      event.preventDefault();
      pressed = event.submitter ?? true;
      event.submitter?.setAttribute("aria-busy", "true");
    });
    addEventListener("beforeunload", (event) => running && event.preventDefault());
  }
})();
