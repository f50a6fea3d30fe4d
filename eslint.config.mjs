import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/bin/**", "**/obj/**", "**/node_modules/**"] },
  js.configs.recommended,
  { files: ["wwwroot/js/*.js"], languageOptions: { globals: { ...globals.browser, htmx: "readonly" } } },
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node } },
];
