import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Forbids imports of the given folders, so that app → features → shared stays one way. */
const forbid = (...groups) => ({
  "no-restricted-imports": [
    "error",
    { patterns: groups.map(([group, message]) => ({ group: [group], message })) },
  ],
});
const app = ["@/app/*", "Only main.tsx starts from app; app → features → shared is one way."];
const features = ["@/features/*", "shared knows no feature; features meet only in app."];

const RUNTIME = [
  "AbortSignal",
  "caches",
  "clearInterval",
  "clearTimeout",
  "console",
  "document",
  "fetch",
  "getComputedStyle",
  "localStorage",
  "location",
  "matchMedia",
  "navigator",
  "performance",
  "process",
  "requestAnimationFrame",
  "self",
  "setInterval",
  "setTimeout",
  "URL",
  "URLSearchParams",
  "window",
];

export default tseslint.config(
  { ignores: ["dist", "src/shared/api/schema.d.ts"] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  { files: ["src/shared/**"], rules: forbid(app, features) },
  { files: ["src/features/**"], rules: forbid(app, features) },
  {
    // Run by Node or, like the callbacks of an end-to-end test, by the page.
    files: ["scripts/**", "e2e/**", "*.js", "public/**"],
    languageOptions: { globals: Object.fromEntries(RUNTIME.map((name) => [name, "readonly"])) },
    rules: { "no-console": "off" },
  },
);
