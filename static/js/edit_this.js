// For those who write these pages: the way from a page to where it is changed (js/admin/first_page.js).
const { address, words } = JSON.parse(localStorage.getItem("staff"));
const link = document.createElement("a");
link.href = `${address}?page=${encodeURIComponent(location.pathname)}`;
link.textContent = words;
link.className = "button";
link.style.margin = "1rem";
document.querySelector("main").prepend(link);
