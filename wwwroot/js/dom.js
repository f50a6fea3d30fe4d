/** The first element below `root` that matches the selector, or null. */
export const find = (selector, root = document) => root.querySelector(selector);
