// Moves the token of a one-use link from the address, where it is no part of any request, into the form.
const match = /^#t=([\w-]+)$/.exec(location.hash);
const field = document.querySelector("[data-token] input");
if (match && field) {
  field.value = match[1];
  history.replaceState(null, "", location.pathname); // not left in the history, nor to be copied along
}
if (field?.value) field.closest("[data-token]").hidden = true;
