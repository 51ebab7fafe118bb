// Whoever signed in here finds “Edit this page” on the pages of patients, in this browser and until they sign out.
const { edit, words } = document.querySelector("[data-edit]").dataset;
try {
  localStorage.setItem("staff", JSON.stringify({ address: edit, words }));
} catch {} // this browser lets nobody store anything
