"use strict";
// A form that needs a passkey asks the browser for one, then goes on its way with the answer.
(() => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  const PKC = PublicKeyCredential;
  const ask = {
    create: (options) =>
      navigator.credentials.create({ publicKey: PKC.parseCreationOptionsFromJSON(options) }),
    get: (options) =>
      navigator.credentials.get({ publicKey: PKC.parseRequestOptionsFromJSON(options) }),
  };

  const answer = async (form) => {
    const question = await fetch(form.dataset.question, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-CSRFToken": document.body.dataset.csrf },
    });
    const options = (await question.json()).publicKey;
    return (await ask[form.dataset.passkey](options)).toJSON();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      const stopped = form.querySelector("[data-stopped]");
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      stopped.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await answer(form));
        form.submit();
      } catch {
        button.removeAttribute("aria-busy");
        stopped.hidden = false;
      }
    });
  }
  for (const words of document.querySelectorAll("[data-without-passkeys]")) words.hidden = true;
})();
