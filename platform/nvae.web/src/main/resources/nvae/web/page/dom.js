/** An element: attributes (functions become listeners; false, null and undefined are left out), then children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== false && value != null) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

/** Sets an element's text, touching the page only if it differs: selections and screen readers stay undisturbed. */
export function text(element, value) {
  const words = String(value ?? '');
  if (element.textContent !== words) {
    element.textContent = words;
  }
}

/** Makes a container hold one element an item, in order. Elements that stay keep their focus. */
export function keyed(container, items, key, create, update) {
  const present = new Map([...container.children].map(element => [element.dataset.key, element]));
  items.forEach((item, index) => {
    const name = String(key(item));
    let element = present.get(name);
    if (!element) {
      element = create(item);
      element.dataset.key = name;
    }
    present.delete(name);
    update(element, item);
    if (container.children[index] !== element) {
      container.insertBefore(element, container.children[index] ?? null);
    }
  });
  present.forEach(element => element.remove());
}
