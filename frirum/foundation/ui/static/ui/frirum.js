"use strict";
{
  // htmx parses answers as HTML; they come from this site alone.
  window.trustedTypes?.createPolicy("default", { createHTML: (html) => html });

  // Nothing is kept in the browser: refused, htmx holds the path of the page in memory.
  Storage.prototype.setItem = () => {
    throw new Error("not kept");
  };

  const words = document.body.dataset;
  const all = (selector) => document.querySelectorAll(selector);

  const focusErrors = () => document.querySelector(".error-summary")?.focus();
  for (const here of all(".tabs [aria-current], .bar nav [aria-current]")) {
    const row = here.closest(".tabs, nav");
    row.scrollLeft = here.offsetLeft - row.offsetLeft - 40;
  }
  focusErrors();

  // ---- drafts: on the server; without network the text stays in the open page ----
  const drafts = new Map();
  const later = (draft, wait = 1500) => {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(save, wait, draft);
  };
  const ask = (url, how) => fetch(url, { redirect: "manual", ...how }).catch(() => {});
  // Signing in again in another tab draws a new token.
  const renew = async (url) => {
    const token = (await ask(url))?.headers.get("X-CSRFToken");
    if (!token) return 0;
    for (const field of all("[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return 1;
  };
  window.frirum = { ask, renew };
  const save = async (draft) => {
    const { form, edits } = draft;
    if (draft.busy || draft.left || draft.sent === edits) return;
    draft.busy = true;
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const answer = await ask(form.dataset.draft, { method: "POST", body: new URLSearchParams(fields) });
    const { ok, status } = answer ?? { status: 500 };
    const fresh = ok || (status === 403 && (await renew(form.dataset.draft)));
    draft.busy = false;
    draft.wait = fresh ? 1500 : Math.min(draft.wait * 2, 60000);
    if (ok) draft.sent = edits;
    const why = status > 499 ? "offline" : status === 404 ? "gone" : "refused";
    const place = form.querySelector("[data-draft-state]");
    place.dataset.state = ok ? "saved" : "unsaved";
    place.textContent = ok ? await answer.text() : words[why];
    if (draft.sent !== draft.edits) later(draft, draft.wait);
  };
  const edited = ({ target }) => {
    const form = target.form;
    if (!form?.dataset.draft || target.type === "file") return;
    if (!drafts.has(form)) drafts.set(form, { form, edits: 0, sent: 0, wait: 1500 });
    const draft = drafts.get(form);
    draft.edits += 1;
    later(draft);
  };
  addEventListener("input", edited);
  for (const back of ["online", "focus"]) addEventListener(back, () => drafts.forEach(save));
  addEventListener("beforeunload", (event) => {
    for (const { form, left, sent, edits } of drafts.values()) {
      if (form.isConnected && !left && sent !== edits) event.preventDefault();
    }
  });

  // ---- one press, one post ----
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    const draft = drafts.get(form);
    if (draft && !navigator.onLine) {
      // The page would be gone, and the text with it.
      event.preventDefault();
      draft.edits += 1;
      return save(draft);
    }
    if (draft) draft.left = true;
    if ("again" in form.dataset) return;
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    for (const draft of drafts.values()) draft.left = false;
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all("button[aria-busy]")) button.removeAttribute("aria-busy");
  });

  // ---- dialogs, toasts, menus ----
  addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    const closer = target.closest("[data-close]");
    closer?.closest("dialog")?.close();
    closer?.closest(".toast")?.remove();
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  setTimeout(() => all(".toast[data-passing]").forEach((toast) => toast.remove()), 12000);

  // ---- htmx: a page with errors (422) or a refusal (409) is an answer too ----
  addEventListener("htmx:beforeSwap", ({ detail }) => {
    if ([409, 422].includes(detail.xhr.status)) detail.shouldSwap = true;
  });
  addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.querySelector(".error-summary")) focusErrors();
  });
}
