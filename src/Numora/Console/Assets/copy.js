// A field that is there to be copied selects itself.
for (const field of document.querySelectorAll("[data-copy]"))
  field.addEventListener("focus", () => /** @type {HTMLInputElement} */ (field).select());
