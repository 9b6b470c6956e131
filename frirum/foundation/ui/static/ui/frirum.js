"use strict";
(() => {
  // htmx parses answers as HTML. Answers come from this site alone (selfRequestsOnly), and the
  // policy has no door for scripts.
  window.trustedTypes?.createPolicy("default", { createHTML: (html) => html });

  // Nothing is kept in the browser: refused, htmx holds the path of the page in memory instead.
  Storage.prototype.setItem = () => {
    throw new Error("Nothing is kept in the browser");
  };

  const words = document.body.dataset;
  const all = (selector, root = document) => root.querySelectorAll(selector);

  const focusErrors = () => document.querySelector(".error-summary")?.focus();
  for (const here of all(".tabs [aria-current], .bar nav [aria-current]")) {
    here.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  focusErrors();

  // ---- drafts: kept on the server; without network the text stays in the open page ----
  const drafts = new Map();
  const clock = () => {
    const now = new Date();
    return now.getHours() + words.clock + String(now.getMinutes()).padStart(2, "0");
  };
  const say = (form, state, text) => {
    for (const place of all("[data-draft-state]", form)) {
      place.dataset.state = state;
      place.textContent = text;
    }
  };
  const later = (form, draft, wait) => {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => save(form, draft), wait);
  };
  const save = async (form, draft) => {
    if (draft.busy || draft.sent === draft.edits) return;
    draft.busy = true;
    const edits = draft.edits;
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    let answer = null;
    try {
      answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "X-CSRFToken": words.csrf },
        redirect: "manual",
      });
    } catch {
      answer = null;
    }
    draft.busy = false;
    if (draft.left) return;
    if (answer?.ok) {
      draft.sent = edits;
      draft.wait = 1500;
      if (draft.edits === edits) say(form, "saved", words.saved.replace("{time}", clock()));
      else later(form, draft, draft.wait);
      return;
    }
    const known = answer && answer.status < 500;
    say(form, "unsaved", known ? words.refused : words.offline);
    draft.wait = Math.min(draft.wait * 2, 60000);
    later(form, draft, draft.wait);
  };
  const edited = ({ target }) => {
    const form = target.form;
    if (!form?.dataset.draft || target.type === "file") return;
    if (!drafts.has(form)) drafts.set(form, { edits: 0, sent: 0, wait: 1500 });
    const draft = drafts.get(form);
    draft.edits += 1;
    later(form, draft, draft.wait);
  };
  document.addEventListener("input", edited);
  document.addEventListener("change", edited);
  addEventListener("online", () => drafts.forEach((draft, form) => save(form, draft)));
  addEventListener("beforeunload", (event) => {
    for (const [form, draft] of drafts) {
      if (form.isConnected && !draft.left && draft.sent !== draft.edits) event.preventDefault();
    }
  });

  // ---- one press, one post ----
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const draft = drafts.get(form);
    if (draft) {
      draft.left = true;
      clearTimeout(draft.timer);
    }
    if ("again" in form.dataset) return;
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all("button[aria-busy]")) button.removeAttribute("aria-busy");
  });

  // ---- dialogs, toasts, menus ----
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    const closer = target.closest("[data-close]");
    if (closer) {
      closer.closest("dialog")?.close();
      closer.closest(".toast")?.remove();
    }
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  setTimeout(() => all(".toast[data-passing]").forEach((toast) => toast.remove()), 12000);

  // ---- htmx: a page with errors (422) or a refusal (409) is an answer too ----
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if ([409, 422].includes(detail.xhr.status)) detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.querySelector(".error-summary")) focusErrors();
  });
})();
