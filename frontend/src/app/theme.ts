import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

// The strands. Teal and amber hold apart in all three colour-vision deficiencies; shade 8 has at least
// 4.5:1 on the light card, shade 5 on the dark one.
const need: MantineColorsTuple = [
  "#e3f2f0",
  "#cbe6e3",
  "#a3d6d1",
  "#84d2ca",
  "#7acfc6",
  "#6fd3c9",
  "#2f948d",
  "#1a7a74",
  "#0f6b66",
  "#0a4f4b",
];
const offer: MantineColorsTuple = [
  "#fbeee0",
  "#f7dfc5",
  "#f3cda2",
  "#f2c58f",
  "#f2bc7d",
  "#f2b36b",
  "#c8701f",
  "#b3590f",
  "#a04a08",
  "#753505",
];
// The primary colour is ink itself: near black on light, near white on dark, so that the two strands
// stay the only hues that mean something.
const ink: MantineColorsTuple = [
  "#f6f3ef",
  "#e9e5df",
  "#d5cfc7",
  "#c2bab0",
  "#b0a79c",
  "#f1eee9",
  "#57514a",
  "#3b3630",
  "#26221e",
  "#171513",
];
const gray: MantineColorsTuple = [
  "#faf9f7",
  "#f4f1ec",
  "#e7e3dd",
  "#dbd5cd",
  "#c8c0b6",
  "#a89f94",
  "#857c72",
  "#5f5850",
  "#3b3630",
  "#1f1c19",
];
const dark: MantineColorsTuple = [
  "#f1eee9",
  "#cfc7bd",
  "#b0a79c",
  "#857c72",
  "#5c554d",
  "#453f39",
  "#2d2925",
  "#201d1a",
  "#171513",
  "#0f0d0c",
];

// Mantine's autoContrast knows one scheme only. What is filled is dark on light and light on dark, so the
// text on it follows the scheme by a variable.
const onFilled = "var(--splot-on-filled)";

const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === "filled" ? { ...colors, color: onFilled } : colors;
};

export const theme = createTheme({
  colors: { need, offer, ink, gray, dark },
  primaryColor: "ink",
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  variantColorResolver,
  black: "#1f1c19",
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.84375rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.35", sm: "1.45", md: "1.55", lg: "1.6", xl: "1.4" },
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  radius: { xs: "4px", sm: "6px", md: "9px", lg: "14px", xl: "20px" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // By name, so that the first page does not load components that only later pages need.
  components: {
    Anchor: { defaultProps: { c: "inherit", underline: "always" } },
    Badge: { styles: { root: { textTransform: "none" }, label: { fontWeight: 600 } } },
    // A long label wraps instead of being cut off.
    Button: {
      styles: {
        root: {
          display: "inline-flex",
          fontWeight: 600,
          height: "auto",
          minHeight: "var(--button-height)",
          paddingBlock: "0.25rem",
        },
        inner: { width: "100%", height: "auto" },
        label: { whiteSpace: "normal", overflow: "visible", height: "auto", lineHeight: 1.25 },
      },
    },
    Checkbox: { defaultProps: { iconColor: onFilled } },
    Radio: { defaultProps: { iconColor: onFilled } },
    InputWrapper: {
      styles: {
        error: { fontSize: "var(--mantine-font-size-sm)" },
        description: { fontSize: "var(--mantine-font-size-sm)" },
      },
    },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, centered: true, radius: "lg" },
      styles: { title: { fontWeight: 620, fontSize: "var(--mantine-font-size-lg)" } },
    },
    NumberInput: { defaultProps: { hideControls: true } },
    TextInput: { defaultProps: { autoComplete: "off" } },
  },
});

/** Mantine's own variables in the product's warm neutrals, where its defaults miss WCAG contrast. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#faf9f7",
    "--mantine-color-dimmed": "#6b645c",
    "--mantine-color-placeholder": "#756d64",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-default-border": "#d5cfc7",
    "--mantine-color-anchor": "#1f1c19",
  },
  dark: {
    "--mantine-color-body": "#171513",
    "--mantine-color-text": "#f1eee9",
    "--mantine-color-dimmed": "#b0a79c",
    "--mantine-color-placeholder": "#a0978c",
    "--mantine-color-error": "#ff8a80",
    "--mantine-color-default": "#201d1a",
    "--mantine-color-default-hover": "#2d2925",
    "--mantine-color-default-border": "#453f39",
    "--mantine-color-anchor": "#f1eee9",
  },
});
