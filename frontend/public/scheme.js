// Sets the colour scheme before the first paint. A file of its own, because the policy allows no inline script.
(function () {
  var scheme;
  try {
    scheme = localStorage.getItem("splot-scheme");
  } catch {
    // A browser that keeps nothing gets the system's scheme.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
