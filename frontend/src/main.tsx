import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "./app/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { shareNonce } from "./app/nonce";
import { startI18n } from "./shared/i18n/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
shareNonce();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
