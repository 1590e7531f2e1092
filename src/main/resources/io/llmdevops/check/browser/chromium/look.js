// What there is to see, told from a world of its own, where nothing that the page has redefined
// matters. Cut here: a page can be larger than anything that should leave it.
(() => {
  const LONGEST_TEXT = 20000;
  const LONGEST_DOM = 200000;
  const MOST_ELEMENTS = 20000;
  const SEEN = new Set(['IMG', 'CANVAS', 'SVG', 'VIDEO', 'INPUT', 'TEXTAREA', 'SELECT', 'BUTTON',
    'IFRAME', 'OBJECT', 'EMBED', 'METER', 'PROGRESS']);

  const shows = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const isSeen = (element) => {
    const tag = element.tagName.toUpperCase();
    if (tag === 'SCRIPT' || tag === 'STYLE' || tag === 'NOSCRIPT' || tag === 'TEMPLATE') {
      return false;
    }
    return (SEEN.has(tag) || hasText(element) || getComputedStyle(element).backgroundImage !== 'none')
      && shows(element);
  };
  let left = MOST_ELEMENTS;
  const showsSomething = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (left-- <= 0 || isSeen(element) || (element.shadowRoot && showsSomething(element.shadowRoot))) {
        return true;
      }
    }
    return false;
  };

  // Whole, where that is harmless; tag by tag until it is enough, where it might not be.
  const dom = () => {
    const elements = document.getElementsByTagName('*');
    if (elements.length <= MOST_ELEMENTS) {
      return document.documentElement.outerHTML.slice(0, LONGEST_DOM);
    }
    let told = '';
    for (let i = 0; i < elements.length && told.length < LONGEST_DOM; i++) {
      told += elements[i].cloneNode(false).outerHTML;
    }
    return told.slice(0, LONGEST_DOM);
  };
  const text = () => {
    const body = document.body;
    if (!body) {
      return '';
    }
    const told = document.getElementsByTagName('*').length <= MOST_ELEMENTS ? body.innerText : body.textContent;
    return told.slice(0, LONGEST_TEXT);
  };
  const part = (what, instead) => {
    try {
      return what();
    } catch (error) {
      return instead;
    }
  };
  return {
    title: part(() => document.title.slice(0, 500), ''),
    blank: part(() => !document.body || !(isSeen(document.body) || showsSomething(document.body)), false),
    text: part(text, ''),
    dom: part(dom, ''),
  };
})()
