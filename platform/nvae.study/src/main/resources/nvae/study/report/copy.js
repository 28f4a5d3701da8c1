// Without this the tables can still be read, selected and copied by hand.
for (const table of document.querySelectorAll("pre.copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.onclick = () => {
    getSelection().selectAllChildren(table);
    // The newer navigator.clipboard is not there for a page that was opened as a file.
    button.textContent = document.execCommand("copy") ? "Copied" : "Selected: press Ctrl+C";
  };
  table.before(button);
}
