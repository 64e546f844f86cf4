import type { ReactNode } from "react";
import classes from "./ActionBar.module.css";

interface Props {
  /** The buttons, the primary one first. */
  children: ReactNode;
  /** Whether all is saved; on a phone it stands above the buttons. */
  status?: ReactNode;
  /** What the buttons do, or how the keyboard reaches them; has no room on a phone. */
  note?: ReactNode;
}

/** The page's buttons, in sight however far one scrolls: above a phone's navigation, never under it. */
export function ActionBar({ children, status, note }: Props) {
  return (
    <div className={classes.bar} data-action-bar>
      <div className={classes.buttons}>{children}</div>
      {status && <div className={classes.status}>{status}</div>}
      {note && <div className={classes.note}>{note}</div>}
    </div>
  );
}
