export default {
  extends: "stylelint-config-recommended",
  rules: {
    // Compares selectors that end alike, whatever they are inside of: it reports rules that never meet.
    "no-descending-specificity": null,
    // The name of match-parent in Safari.
    "declaration-property-value-no-unknown": [true, { ignoreProperties: { "text-align": ["-webkit-match-parent"] } }],
  },
};
