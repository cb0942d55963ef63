(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  const cases = [...document.querySelectorAll("details[data-case]")];
  const texts = new Map(cases.map((one) => [one, one.textContent.toLowerCase()]));
  const narrow = () => {
    const asked = new FormData(form);
    const words = String(asked.get("text")).toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = [...asked].filter(([name, value]) => name !== "text" && value);
    let shown = 0;
    for (const one of cases) {
      const fits = chosen.every(([name, value]) => one.dataset[name].split(" ").includes(value));
      one.hidden = !(fits && words.every((word) => texts.get(one).includes(word)));
      shown += one.hidden ? 0 : 1;
    }
    count.textContent = `${shown} van de ${cases.length} vragen`;
  };
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();
})();
