// The next person at this computer is no member of staff.
try {
  localStorage.removeItem("staff");
} catch {} // this browser lets nobody store anything
